// Package warc reads and writes web archive files: WARC 1.1 (ISO 28500:2017)
// and, for reading, its forerunners WARC 1.0 and 0.18 and the Internet
// Archive's ARC version 1.
//
// In comes a stream of bytes, plain or gzipped (a member for each record, as
// the standard asks, or one for all); out come records in their own order,
// one at a time, so that a file of any size needs the memory of one record.
// A document is what a response or resource record holds, with the HTTP
// message's own chunking and compression taken off.
//
// A bad record is an error of that record alone: Next can be called again and
// goes on at the next place that starts one. Digests are checked where the
// record's whole block is read.
//
// It refuses: records cut into segments, compression other than gzip,
// deflate and br, blocks over the caller's limit, and streams that expand
// beyond the caller's ratio. It follows no link and resolves no revisit.
//
//	in := warc.NewReader(file, warc.Limits{})
//	for {
//		record, err := in.Next()
//		if err == io.EOF {
//			break
//		}
//		var bad *warc.RecordError
//		if errors.As(err, &bad) {
//			continue // say so, and go on
//		}
//		…
//		document, err := record.Document()
//	}
package warc
