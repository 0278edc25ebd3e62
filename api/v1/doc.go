// Package v1 holds the nouns of the JSON API as they stand in its answers, for
// the room that serves them and for programs that ask for them.
//
// In comes what the store gives; out go values whose JSON has the names of the
// record format (docs/api.md). It asks nothing and serves nothing.
//
// Start and end of every passage are byte offsets into a release's text in
// UTF-8, half-open; selectors count code points, as their standard has it. A
// day is "2025-02-14", a time is RFC 3339 in UTC. A list that is empty is [],
// never null.
//
//	release := v1.NewRelease(&record.Release)
package v1
