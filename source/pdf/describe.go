package pdf

import (
	"strings"

	library "github.com/ledongthuc/pdf"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/dateline"
	"github.com/onrecord/onrecord/source/issuer"
)

// describe fills in what the file and its first page say of the release.
func describe(d *onrecord.Draft, lines []line, trailer library.Value) {
	info := trailer.Key("Info")
	if d.Title == "" {
		d.Title = ownTitle(clean(info.Key("Title").Text()))
	}
	if d.Title == "" && len(d.Blocks) > 1 && len(d.Blocks[0].Text) <= 200 {
		d.Title, d.Blocks = d.Blocks[0].Text, d.Blocks[1:]
	}
	const head = 20 // lines of the first page
	for _, l := range lines[:min(head, len(lines))] {
		text := strings.Join(strings.Fields(l.text), " ")
		if l.page != lines[0].page {
			break
		}
		if day, ok := dateline.Of(text); ok && d.IssuedOn.IsZero() {
			d.IssuedOn = day
		}
		if len(d.IssuedBy) == 0 && len(text) < 100 && !l.furniture && !strings.ContainsAny(text, "–—|:") && issuer.IsBody(text) {
			d.IssuedBy = []string{text}
		}
	}
	if d.IssuedOn.IsZero() {
		made := strings.TrimPrefix(info.Key("CreationDate").Text(), "D:")
		if len(made) >= 8 {
			d.IssuedOn = dateline.Machine(made[:8], nil)
		}
	}
	if author := clean(info.Key("Author").Text()); len(d.IssuedBy) == 0 && issuer.IsBody(author) {
		d.IssuedBy = []string{author}
	}
	lang := trailer.Key("Root").Key("Lang").Text()
	if lang != "" && len(lang) <= 35 && strings.Trim(strings.ToLower(lang), "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
		d.Language = lang
	}
	// What was read as the dateline or the letterhead is no text.
	for len(d.Blocks) > 1 {
		first := d.Blocks[0].Text
		day, ok := dateline.Of(first)
		if !(ok && day == d.IssuedOn && len(first) <= 60) && !(len(d.IssuedBy) == 1 && first == d.IssuedBy[0]) {
			break
		}
		d.Blocks = d.Blocks[1:]
	}
}

// ownTitle returns the file's /Title unless it is what programs put there: a
// file's name, or the name of the program.
func ownTitle(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	lower := strings.ToLower(s)
	for _, bad := range []string{"microsoft ", "untitled", "document", "powerpoint", "print"} {
		if strings.HasPrefix(lower, bad) {
			return ""
		}
	}
	for _, ending := range []string{".doc", ".docx", ".pdf", ".indd", ".odt", ".rtf", ".txt", ".pages"} {
		if strings.HasSuffix(lower, ending) {
			return ""
		}
	}
	if !strings.Contains(s, " ") {
		return ""
	}
	return s
}
