package change

import (
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// The bounds of the edits that a change holds.
const (
	maxEdits   = 40
	maxRun     = 2000 // bytes of one run
	maxAround  = 80   // bytes of unchanged words on either side
	maxBetween = 120  // bytes of unchanged words inside an edit
)

// edits cuts the runs into stretches that differ, each with a few words around
// it that did not. It returns the first ones and how many more there are.
func edits(runs []onrecord.Run) (out []onrecord.Edit, more int) {
	out = []onrecord.Edit{}
	for i := 0; i < len(runs); {
		if runs[i].Kind == onrecord.RunSame {
			i++
			continue
		}
		end := editEnd(runs, i)
		if len(out) < maxEdits {
			out = append(out, editOf(runs, i, end))
		} else {
			more++
		}
		i = end
	}
	return out, more
}

// editEnd returns the place after the last run of the edit that begins at i: a
// short unchanged run inside a paragraph does not end it.
func editEnd(runs []onrecord.Run, i int) int {
	end := i + 1
	for j := end; j < len(runs); j++ {
		if runs[j].Kind != onrecord.RunSame {
			end = j + 1
		} else if len(runs[j].Text) > maxBetween || strings.Contains(runs[j].Text, blank) {
			break
		}
	}
	return end
}

func editOf(runs []onrecord.Run, from, to int) onrecord.Edit {
	var out []onrecord.Run
	add := func(kind onrecord.RunKind, words string) {
		if words != "" {
			out = append(out, onrecord.Run{Kind: kind, Text: words})
		}
	}
	if from > 0 {
		add(onrecord.RunSame, lastWords(runs[from-1].Text))
	}
	for _, r := range runs[from:to] {
		add(r.Kind, shortened(r.Text, maxRun))
	}
	if to < len(runs) {
		add(onrecord.RunSame, firstWords(runs[to].Text))
	}
	return onrecord.Edit{Runs: out}
}

// lastWords returns the end of an unchanged run, of its last paragraph only.
func lastWords(s string) string {
	if i := strings.LastIndex(s, blank); i >= 0 {
		s = s[i+len(blank):]
	}
	if len(s) <= maxAround {
		return s
	}
	at := len(s) - maxAround
	if i := strings.IndexByte(s[at:], ' '); i >= 0 {
		return "…" + s[at+i:]
	}
	for !utf8.RuneStart(s[at]) {
		at++
	}
	return "…" + s[at:]
}

// firstWords returns the beginning of one, of its first paragraph only.
func firstWords(s string) string {
	if i := strings.Index(s, blank); i >= 0 {
		s = s[:i]
	}
	return shortened(s, maxAround)
}

// shortened cuts words at a border of words.
func shortened(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if i := strings.LastIndexByte(s[:most], ' '); i > most/2 {
		return s[:i] + " …"
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most] + "…"
}
