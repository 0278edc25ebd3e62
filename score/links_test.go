package score_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/score"
)

const (
	archiveLinks = "links of the real archive"
	sampleLinks  = "links of the sample"
	linksGold    = "../sample/gold/links.gold"
)

// TestLinks holds the links between sums and between measures against what
// careful readers marked. With -errors links it prints what is missed (-) and
// what is linked beside the gold (+).
func TestLinks(t *testing.T) {
	t.Run(archiveLinks, func(t *testing.T) {
		records := archiveRecords(t)
		compareLinks(t, archiveLinks, nil, archivePairs(t, records), records)
	})
	t.Run(sampleLinks, func(t *testing.T) {
		all := sampleRecords(t)
		data, err := os.ReadFile(linksGold)
		if err != nil {
			t.Fatal(err)
		}
		marks, err := score.ParseLinks("links.gold", string(data), all)
		if err != nil {
			t.Fatal(err)
		}
		pairs := func(threads []score.MarkedThread) (gold []score.GoldPair) {
			for _, thread := range threads {
				thread.Passages = slices.DeleteFunc(thread.Passages, func(p score.MarkedPassage) bool { return replaced(all, p.Record) })
				gold = append(gold, thread.Pairs()...)
			}
			return gold
		}
		var newest []onrecord.Record
		for i := range all {
			if !replaced(all, &all[i]) {
				newest = append(newest, all[i])
			}
		}
		compareLinks(t, sampleLinks, pairs(marks.Sums), pairs(marks.Series), newest)
	})
}

// replaced reports whether a later record is another version of the release.
func replaced(records []onrecord.Record, r *onrecord.Record) bool {
	last := r
	for i := range records {
		if records[i].ID == r.ID || len(r.Keys) > 0 && slices.Contains(records[i].Keys, r.Keys[0]) {
			last = &records[i]
		}
	}
	return last != r
}

func compareLinks(t *testing.T, section string, sums, measures []score.GoldPair, records []onrecord.Record) {
	found, threads, words := figureLinks(t, records)
	money := map[string]bool{}
	for i := range records {
		for _, f := range records[i].Figures {
			money[f.ID] = f.Kind == onrecord.FigureMoney
			if was, ok := link.Former(f); ok {
				money[link.PassageID(records[i].ID, was.Span)] = money[f.ID]
			}
		}
	}
	var b strings.Builder
	for _, what := range []string{"sums", "measures"} {
		gold := map[string][]score.GoldPair{"sums": sums, "measures": measures}[what]
		links := slices.DeleteFunc(slices.Clone(found), func(l score.FoundLink) bool { return money[l.A] != (what == "sums") })
		for _, tally := range score.MeasureLinks(gold, links, func(l score.FoundLink) string {
			return fmt.Sprintf("%s %s || %s", l.Kind, words[l.A], words[l.B])
		}) {
			if tally.Right+tally.Wrong+tally.Missed == 0 {
				continue
			}
			fmt.Fprintf(&b, "%-8s %-9s P %.3f  R %.3f  F1 %.3f  right %d, wrong %d, missed %d\n", what, tally.Kind, tally.Precision(), tally.Recall(), tally.F1(), tally.Right, tally.Wrong, tally.Missed)
			if *errorsOf == "links" {
				for _, line := range tally.Errors {
					fmt.Println(line)
				}
			}
		}
	}
	series := score.MeasureThreads(measures, threads)
	fmt.Fprintf(&b, "%-8s %-9s P %.3f  R %.3f  F1 %.3f  right %d, wrong %d, missed %d\n", "series", "together", series.Precision(), series.Recall(), series.F1(), series.Right, series.Wrong, series.Missed)
	compareSection(t, section, b.String())
}

// figureLinks links the records and returns the links between figures, with the
// words of every figure. What is linked to one mention of a value is linked to all
// that restate it.
// Threads are the figures that stand together in one series.
func figureLinks(t *testing.T, records []onrecord.Record) (found []score.FoundLink, threads [][]string, words map[string]string) {
	g := &link.Memory{}
	words = map[string]string{}
	for i := range records {
		r := &records[i]
		if err := g.Add(r); err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Figures {
			now := link.Now(f)
			words[f.ID] = fmt.Sprintf("%s %.40s: %s", r.IssuedOn, r.Title, around(r, now.Span))
			if was, ok := link.Former(f); ok {
				words[link.PassageID(r.ID, was.Span)] = fmt.Sprintf("%s %.40s: %s", r.IssuedOn, r.Title, around(r, was.Span))
			}
		}
	}
	same := map[string][]string{} // all that restate each other
	links := g.Links()
	former := map[string][]string{} // what recalls a value
	for i := range links {
		if l := &links[i]; l.Kind == onrecord.LinkRecalls { // what was so before, said again
			l.Kind = onrecord.LinkRestates
			former[l.A], former[l.B] = append(former[l.A], l.B), append(former[l.B], l.A)
		}
	}
	for _, l := range links {
		if l.Kind == onrecord.LinkRestates && words[l.A] != "" && words[l.B] != "" {
			join(same, l.A, l.B)
		}
	}
	for _, thread := range g.Threads() {
		var ids []string
		for _, m := range thread {
			if words[m.ID()] != "" && m.Figure.Kind != onrecord.FigureMoney {
				ids = append(append(ids, m.ID()), former[m.ID()]...)
			}
		}
		slices.Sort(ids)
		if ids = slices.Compact(ids); len(ids) > 0 {
			threads = append(threads, ids)
		}
	}
	seen := map[score.FoundLink]bool{}
	add := func(kind onrecord.LinkKind, a, b string) {
		if l := (score.FoundLink{Kind: kind, A: max(a, b), B: min(a, b)}); a != b && !seen[l] {
			seen[l] = true
			found = append(found, l)
		}
	}
	for _, l := range links {
		if words[l.A] == "" || words[l.B] == "" {
			continue
		}
		for _, a := range all(same, l.A) {
			for _, b := range all(same, l.B) {
				add(l.Kind, a, b)
			}
		}
	}
	return found, threads, words
}

// all returns a figure and those that restate it.
func all(same map[string][]string, id string) []string {
	if ids := same[id]; ids != nil {
		return ids
	}
	return []string{id}
}

func join(same map[string][]string, a, b string) {
	for _, id := range []string{a, b} {
		if same[id] == nil {
			same[id] = []string{id}
		}
	}
	if slices.Contains(same[a], b) {
		return
	}
	all := slices.Concat(same[a], same[b])
	for _, id := range all {
		same[id] = all
	}
}

func around(r *onrecord.Record, s onrecord.Span) string {
	for _, b := range r.Blocks {
		if b.Contains(s) {
			return strings.ToValidUTF8(r.Text[max(b.Start, s.Start-90):s.Start]+"["+s.Of(r.Text)+"]"+r.Text[s.End:min(b.End, s.End+70)], "")
		}
	}
	return s.Of(r.Text)
}

// archivePairs reads the links of figures of the real archive.
func archivePairs(t *testing.T, records []onrecord.Record) (gold []score.GoldPair) {
	golds, err := score.ParseGold(sharedtest.Read(t, "eval/archive-2025.json"))
	if err != nil {
		t.Fatal(err)
	}
	type end struct {
		Release, Para int
		Text          string
	}
	var file struct {
		Links []struct {
			Kind onrecord.LinkKind
			A, B end
		}
	}
	if err := json.Unmarshal(sharedtest.Read(t, "eval/links-2025.json"), &file); err != nil {
		t.Fatal(err)
	}
	ids := func(e end) (out []string) {
		i := slices.IndexFunc(golds, func(g score.Gold) bool { return g.N == e.Release })
		for j := range records {
			r := &records[j]
			if r.Title != golds[i].Title {
				continue
			}
			start := strings.TrimLeftFunc(strings.ReplaceAll(golds[i].Paragraphs[e.Para], "\u00a0", " "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			paragraph := max(0, strings.Index(r.Text, start[:min(len(start), 40)]))
			from := strings.Index(r.Text[paragraph:], e.Text)
			if from < 0 {
				t.Fatalf("%q does not stand in release %d", e.Text, e.Release)
			}
			at := onrecord.Span{Start: paragraph + from, End: paragraph + from + len(e.Text)}
			for _, f := range r.Figures {
				if f.Overlaps(at) {
					out = append(out, f.ID)
				}
			}
		}
		return out
	}
	for _, l := range file.Links {
		switch l.Kind {
		case onrecord.LinkRestates, onrecord.LinkUpdates, onrecord.LinkConflicts:
			gold = append(gold, score.GoldPair{Kind: l.Kind, A: ids(l.A), B: ids(l.B), Where: l.A.Text + " and " + l.B.Text})
		}
	}
	return gold
}

func TestParseLinksRefuses(t *testing.T) {
	var r onrecord.Record
	r.Title, r.Text = "A bridge", "It costs £2 million. It costs £2 million."
	r.Blocks = []onrecord.Block{{Span: onrecord.Span{End: len(r.Text)}}}
	records := []onrecord.Record{r}
	for _, c := range []struct{ lines, want string }{
		{"@ B 1 | Another bridge", "line 1: no record has the title"},
		{"@ B 1 | A bridge\nsum £2 million\n  B 1 0 | £3 million", "line 3: \"£3 million\" does not stand"},
		{"@ B 1 | A bridge\nsum £2 million\n  B 1 0 | £2 million\n  B 1 0 | £2 million\n  B 1 0 | £2 million", "line 5"},
		{"@ B 1 | A bridge\n  B 1 0 | £2 million", "line 2: the line stands under nothing"},
		{"@ B 1 | A bridge\nsum £2 million\n  B 1 7 | £2 million", "paragraph 7"},
		{"@ B 1 | A bridge\ncommitment B 1 0 | It costs\n  after B 1 0 | It costs", "line 3: \"after\" stands under a commitment"},
		{"things", "\"things\" begins no mark"},
	} {
		_, err := score.ParseLinks("x", c.lines, records)
		if !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%q: %v, want %q", c.lines, err, c.want)
		}
	}
}
