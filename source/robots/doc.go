// Package robots reads robots.txt and says which addresses of a host a
// program may fetch: the Robots Exclusion Protocol of RFC 9309.
//
// In comes the file and the program's product token; out come Rules, which
// answer for one path at a time. Nothing is refused: what is malformed is passed
// over, as the RFC asks, and what lies past MaxSize is not read. Crawl-delay,
// which is no part of the RFC, is told because publishers write it. Rules
// take time in proportion to the path and the pattern, whatever the file holds.
//
//	rules := robots.Parse(file, "onrecord")
//	if rules.Allowed("/news/1?print=yes") { … }
package robots
