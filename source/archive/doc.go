// Package archive opens what is packed: gzip streams (RFC 1952) and zip
// files (PKWARE's APPNOTE, as archive/zip reads it), with bounds on what they
// may expand to.
//
// In come packed bytes; out come readers of what is inside. Nothing is
// written to disk, and a member's name is only a label: it is cleaned, so
// that "../../etc/passwd" is shown as "etc/passwd". What expands to more than
// Limits.MaxRatio times its packed size is cut off with onrecord.ErrTooLarge,
// counted over the whole archive, so that members that share their bytes are
// no way around it. Encrypted members, and methods other than store and
// deflate, are refused with onrecord.ErrUnsupported.
//
//	z, err := archive.OpenZip(file, size, archive.Limits{})
//	for _, m := range z.Members() {
//		content, err := m.Open()
//		…
//	}
package archive
