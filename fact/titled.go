package fact

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/tag"
)

// nameFromTitle names speakers in full whom the text calls by surname alone, where the release's
// title has one person of that surname. A body may begin with "Mrs Roe", who stands above it as
// "Jane Roe opens the quay".
func nameFromTitle(d *tag.Document, quotes []onrecord.Quote) {
	var full map[string]string // by surname; "" where the title has several of it
	for i := range quotes {
		q := &quotes[i]
		if q.Speaker == "" || strings.ContainsAny(q.Speaker, " .") || !strings.Contains(d.Release.Title, " "+q.Speaker) {
			continue
		}
		if full == nil {
			full = inTitle(d.Release)
		}
		if as := full[q.Speaker]; as != "" {
			q.Speaker = as
		}
	}
}

// inTitle returns the people of a release's title by their surnames.
func inTitle(r *onrecord.Release) map[string]string {
	d := tag.Read(&onrecord.Release{Text: r.Title, Language: r.Language,
		Blocks: []onrecord.Block{{Span: onrecord.Span{End: len(r.Title)}, Kind: onrecord.BlockParagraph}}})
	defer d.Free()
	full := map[string]string{}
	for _, n := range name.Read(d) {
		space := strings.LastIndexByte(n.Text, ' ')
		if n.Kind != onrecord.NamePerson || space < 0 {
			continue
		}
		surname := n.Text[space+1:]
		if _, several := full[surname]; several {
			full[surname] = ""
			continue
		}
		full[surname] = n.Text
	}
	return full
}
