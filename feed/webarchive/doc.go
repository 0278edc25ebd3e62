// Package webarchive is the captures of a record as files that web archives
// read: WARC 1.1 (ISO 28500:2017) and WACZ 1.1.1
// (https://specs.webrecorder.net/wacz/1.1.1/).
//
// In comes a store's reading side and a query (nil: everything); out goes a
// stream of bytes, one capture in memory at a time, in the order in which the
// captures were saved: every version, not the newest alone. A capture is a
// resource record: its bytes as they were kept, where and when they were
// found. The head of the HTTP message is not kept, so none is made up.
//
// What was found on the web has its address as the record's target. What was
// found in a file has a file URI (RFC 8089) of its path as it was given, with
// the member inside it after "!".
//
// It refuses to add, change or leave out a byte of a capture.
//
//	err := webarchive.WARC(ctx, file, s, nil, webarchive.Options{Software: "onrecord 1", Compressed: true})
//	err = webarchive.WACZ(ctx, file, s, nil, webarchive.Options{Software: "onrecord 1"})
package webarchive
