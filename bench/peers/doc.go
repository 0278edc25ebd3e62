// Command peers measures onrecord beside other programs that read dates,
// figures, names and quotations: the same golds, the same machine, one run.
//
//	go run ./bench/peers > docs/peers.md
//
// In come the golds of the scores: the real archive beside the project and
// the sample's own. Out goes a table in Markdown: F1 by kind and megabytes a
// second. The other programs are fetched by npm and by the Go command, each
// in a folder of its own, so that onrecord depends on none of them.
//
// All programs are held against the golds leniently and alike, for none but
// onrecord was made for this guide: see lenient.go.
package main
