// Package pdf reads an announcement from a PDF file (ISO 32000) that holds
// its text as text.
//
// In comes a capture; out comes one draft. The glyphs are found by
// github.com/ledongthuc/pdf; lines are put together by where they stand, and
// paragraphs by leading, indents and the size of type. Running heads, feet
// and page numbers are left out where they repeat. A hyphen at a line's end
// is taken away where the file's other words say that the line break made it.
//
// The title is the largest type at the start of the first page, else the
// file's own /Title. The day of issue is that of a dateline on the first page;
// only where there is none, it is the day on which the file was made
// (/CreationDate), which for a scanned or re-saved file may be later.
//
// It refuses encrypted files, pages that are pictures, and files over the
// limits of this package: 2,000 pages, 150,000 lines or 4 MB of text, 20 seconds.
//
//	drafts, problems := pdf.Read(capture)
package pdf
