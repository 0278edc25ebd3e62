package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// alias adds a form under which the release's last name is printed too.
func alias(r *onrecord.Record, forms ...string) {
	r.Names[len(r.Names)-1].Aliases = forms
}

// shapes is one record in which much is to be said of who is who.
func shapes() []onrecord.Record {
	var out []onrecord.Record
	add := func(key, day, text string, fill func(r *onrecord.Record)) {
		r := build(key, key, day, text)
		fill(&r)
		out = append(out, r)
	}
	body, scheme, person, role, law := onrecord.NameBody, onrecord.NameScheme, onrecord.NamePerson, onrecord.NameRole, onrecord.NameLaw
	add("full", "2025-01-01", "The Harbour Safety Agency (HSA) told Dr Ada Mary Venn, the Ports Minister.", func(r *onrecord.Record) {
		addName(r, body, "Harbour Safety Agency")
		alias(r, "HSA")
		addName(r, person, "Dr Ada Mary Venn", "Ports Minister")
		addName(r, role, "Ports Minister")
	})
	add("short", "2025-01-02", "HSA told Venn, the Ports Minister, of the Tide Bill.", func(r *onrecord.Record) {
		addName(r, body, "HSA")
		addName(r, person, "Venn", "Ports Minister")
		addName(r, law, "Tide Bill")
	})
	add("moved", "2025-02-03", "Ada Venn, the Ferry Minister, spoke of the Pier Repair Fund and the Tide Act 2025.", func(r *onrecord.Record) {
		addName(r, person, "Ada Venn", "Ferry Minister")
		addName(r, scheme, "Pier Repair Fund")
		addName(r, law, "Tide Act 2025")
	})
	add("former", "2025-02-04", "Ada Venn, the former Ports Minister, met Bram Oake, the Ports Minister.", func(r *onrecord.Record) {
		addName(r, person, "Ada Venn", "former Ports Minister", "Ferry Minister")
		addName(r, person, "Bram Oake", "Ports Minister")
	})
	add("kind", "2025-02-05", "The Pier Repair Fund pays. It is a body.", func(r *onrecord.Record) { addName(r, body, "Pier Repair Fund") })
	add("kind2", "2025-02-06", "The Pier Repair Fund pays again.", func(r *onrecord.Record) { addName(r, scheme, "Pier Repair Fund") })
	add("renamed", "2025-02-07", "The Quay Fund, formerly known as the Pier Repair Fund, pays.", func(r *onrecord.Record) {
		addName(r, scheme, "Quay Fund")
		addName(r, scheme, "Pier Repair Fund")
	})
	add("twice", "2025-02-08", "The Coast Rescue Board (CRB) met.", func(r *onrecord.Record) { addName(r, body, "Coast Rescue Board"); alias(r, "CRB") })
	add("twice2", "2025-02-09", "The Canal Repair Board (CRB) met.", func(r *onrecord.Record) { addName(r, body, "Canal Repair Board"); alias(r, "CRB") })
	add("either", "2025-02-10", "CRB met.", func(r *onrecord.Record) { addName(r, body, "CRB") })
	add("surnames", "2025-02-11", "Corin Oake met nobody. Oake did.", func(r *onrecord.Record) {
		addName(r, person, "Corin Oake")
		addName(r, person, "Oake")
	})
	return out
}

// named returns the named thing, as a whole.
func named(t testing.TB, s store.Store, kind onrecord.NameKind, words string) store.Named {
	t.Helper()
	return must(s.Name(ctx, link.NameID(kind, words)))(t)
}

// earliest: of a thing that many releases name its page knows the first, too.
func earliest(t *testing.T, s store.Store) {
	const many = 205 // more than Mentions may be
	first := onrecord.MustDate("2023-01-01")
	var all []onrecord.Record
	for i := range many {
		key := fmt.Sprintf("r%d", i)
		r := build(key, key, first.AddDays(i).String(), "The Tide Board met on the Tide Act 2023.")
		addName(&r, onrecord.NameBody, "Tide Board")
		if i == 0 {
			addName(&r, onrecord.NameLaw, "Tide Act 2023")
		}
		all = append(all, r)
	}
	save(t, s, capture("a.txt", noon, all...))
	board := named(t, s, onrecord.NameBody, "Tide Board")
	if board.Releases != many || len(board.Mentions) != 200 || board.First != first {
		t.Errorf("%d releases, %d mentions, first on %s", board.Releases, len(board.Mentions), board.First)
	}
	if len(board.Earliest) != 30 || board.Earliest[0].IssuedOn != first || board.Earliest[29].IssuedOn != first.AddDays(29) {
		t.Errorf("%d are the earliest: %v", len(board.Earliest), board.Earliest)
	}
	if law := named(t, s, onrecord.NameLaw, "Tide Act 2023"); len(law.Mentions) != 1 || len(law.Earliest) != 0 {
		t.Errorf("of one mention: %d and %d", len(law.Mentions), len(law.Earliest))
	}
}

// whoIsWho: names that are one are one thing, in every answer.
func whoIsWho(t *testing.T, s store.Store) {
	save(t, s, capture("a.txt", noon, shapes()...))
	agency := named(t, s, onrecord.NameBody, "HSA")
	if agency.Text != "Harbour Safety Agency" || agency.ID != link.NameID(onrecord.NameBody, "Harbour Safety Agency") || agency.Releases != 2 || len(agency.Mentions) != 2 {
		t.Errorf("the agency by its letters: %+v", agency)
	}
	if len(agency.Names) != 2 || agency.Names[0].Why != "" || agency.Names[1].Text != "HSA" || agency.Names[1].Of != agency.ID || agency.Names[1].Rule != string(link.SameLetters) || !strings.Contains(agency.Names[1].Why, "short form") {
		t.Errorf("the names of the agency: %+v", agency.Names)
	}
	ada := named(t, s, onrecord.NamePerson, "Venn")
	if ada.ID != link.NameID(onrecord.NamePerson, "Ada Mary Venn") || ada.Releases != 2 {
		t.Errorf("a surname with the same post: %+v", ada)
	}
	if moved := named(t, s, onrecord.NamePerson, "Ada Venn"); moved.ID == ada.ID || len(moved.Fits) != 1 || moved.Fits[0].ID != ada.ID || moved.FitsWhy == "" {
		t.Errorf("a shorter name without a post in common: %+v", moved)
	}
	fund := named(t, s, onrecord.NameBody, "Pier Repair Fund")
	if fund.Kind != onrecord.NameScheme || fund.Text != "Quay Fund" || fund.Releases != 4 || len(fund.Names) != 3 {
		t.Errorf("a renamed scheme, once read as a body: %+v", fund)
	}
	if bill := named(t, s, onrecord.NameLaw, "Tide Bill"); bill.Text != "Tide Act 2025" || bill.Releases != 2 {
		t.Errorf("a bill and its act: %+v", bill)
	}
	either := named(t, s, onrecord.NameBody, "CRB")
	if either.Releases != 1 || len(either.Fits) != 2 {
		t.Errorf("letters of two bodies: %+v", either)
	}
	unsettled := must(s.Names(ctx, store.NameRequest{Any: true, Unsettled: true}))(t)
	var texts []string
	for _, n := range unsettled.Names {
		texts = append(texts, n.Text)
	}
	slices.Sort(texts)
	equal(t, "names that may be the same as others", []string{"Ada Venn", "CRB", "Oake"}, texts)
	if unsettled.Total != 3 {
		t.Errorf("%d are counted", unsettled.Total)
	}
	keptApart(t, s)
	if page := must(s.Names(ctx, store.NameRequest{Text: "HSA"}))(t); page.Total != 1 || page.Names[0].ID != agency.ID {
		t.Errorf("looked for by its letters: %+v", page)
	}
	if page := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindName, Name: link.NameID(onrecord.NameBody, "HSA"), Text: "HSA"}))(t); page.Total != 1 {
		t.Errorf("%d facts of the agency under its letters, want 1", page.Total)
	}
}

// keptApart: what people say are two things fits the other no more, until that
// is undone.
func keptApart(t *testing.T, s store.Store) {
	moved, ada := named(t, s, onrecord.NamePerson, "Ada Venn"), named(t, s, onrecord.NamePerson, "Ada Mary Venn")
	left := func() int { return must(s.Names(ctx, store.NameRequest{Any: true, Unsettled: true}))(t).Total }
	split := state(t, s, onrecord.Statement{Kind: onrecord.StatementSplit, Subject: ada.ID, Object: moved.ID, At: noon})
	if again := named(t, s, onrecord.NamePerson, "Ada Venn"); len(again.Fits) != 0 || again.ID != moved.ID || left() != 2 {
		t.Errorf("kept apart, it fits %+v, and %d are left", again.Fits, left())
	}
	either := named(t, s, onrecord.NameBody, "CRB")
	one := state(t, s, onrecord.Statement{Kind: onrecord.StatementSplit, Subject: either.ID, Object: either.Fits[0].ID, At: noon})
	if again := named(t, s, onrecord.NameBody, "CRB"); len(again.Fits) != 1 || again.Fits[0] != either.Fits[1] || left() != 2 {
		t.Errorf("kept apart from one of two, it fits %+v, and %d are left", again.Fits, left())
	}
	for _, said := range []onrecord.Statement{split, one} {
		state(t, s, onrecord.Statement{Kind: onrecord.StatementUndo, Subject: said.ID, At: noon.Add(time.Hour)})
	}
	if again := named(t, s, onrecord.NamePerson, "Ada Venn"); len(again.Fits) != 1 || left() != 3 {
		t.Errorf("undone, it fits %+v, and %d are left", again.Fits, left())
	}
}

func state(t testing.TB, s store.Store, said onrecord.Statement) onrecord.Statement {
	t.Helper()
	said.By = "Ida"
	if said.At.IsZero() {
		said.At = noon
	}
	return must(s.State(ctx, said))(t)[0]
}

// whatPeopleSay is kept apart, counts above the rules, and is never lost.
func whatPeopleSay(t *testing.T, s store.Store) {
	save(t, s, capture("a.txt", noon, shapes()...))
	person := func(words string) string { return link.NameID(onrecord.NamePerson, words) }
	merge := onrecord.Statement{Kind: onrecord.StatementMerge, Subject: person("Ada Venn"), Object: person("Ada Mary Venn"), Note: "the same minister", At: noon}
	kept := state(t, s, merge)
	if again := state(t, s, merge); again.ID != kept.ID || kept.ID == "" {
		t.Errorf("the same statement again: %+v, then %+v", kept, again)
	}
	ada := named(t, s, onrecord.NamePerson, "Ada Venn")
	if ada.Text != "Dr Ada Mary Venn" || ada.Releases != 4 || len(ada.Names) != 3 || len(ada.Posts) != 3 || len(ada.Fits) != 0 {
		t.Errorf("after a merge: %+v", ada)
	}
	if i := slices.IndexFunc(ada.Names, func(n store.NameOf) bool { return n.ID == person("Ada Venn") }); i < 0 || !strings.Contains(ada.Names[i].Why, "Ida said so on 1 March 2025: the same minister") {
		t.Errorf("the names after a merge: %+v", ada.Names)
	}
	renamed := state(t, s, onrecord.Statement{Kind: onrecord.StatementRename, Subject: person("Venn"), Words: "Ada M. Venn", At: noon.Add(time.Minute)})
	if ada := named(t, s, onrecord.NamePerson, "Ada Venn"); ada.Text != "Ada M. Venn" || !slices.Contains(ada.Aliases, "Dr Ada Mary Venn") || len(ada.Statements) != 2 || ada.Statements[0].ID != renamed.ID {
		t.Errorf("after a rename: %+v", ada)
	}
	found := func(words string, want int) {
		t.Helper()
		if page := must(s.Names(ctx, store.NameRequest{Kind: onrecord.NamePerson, Text: words}))(t); page.Total != want || len(page.Names) != want {
			t.Errorf("people with the words %q: %+v, want %d", words, page, want)
		}
	}
	state(t, s, onrecord.Statement{Kind: onrecord.StatementRename, Subject: person("Ada Venn"), Words: "Adélaïde M. Venn", At: noon.Add(2 * time.Minute)})
	found("adelai venn", 1)
	found("mary venn", 1)
	found("adelaide oake", 0)
	renamed = state(t, s, onrecord.Statement{Kind: onrecord.StatementRename, Subject: person("Venn"), Words: "Ada M. Venn", At: noon.Add(3 * time.Minute)})
	found("adelai", 0)
	split := onrecord.Statement{Kind: onrecord.StatementSplit, Subject: link.NameID(onrecord.NameBody, "HSA"), Object: link.NameID(onrecord.NameBody, "Harbour Safety Agency"), At: noon.Add(time.Hour)}
	state(t, s, split)
	if agency := named(t, s, onrecord.NameBody, "HSA"); agency.Text != "HSA" || agency.Releases != 1 {
		t.Errorf("after a split: %+v", agency)
	}
	// A version that drops the names, and one that brings them back.
	quiet := shapes()
	for i := range quiet {
		quiet[i] = build(quiet[i].Title, quiet[i].Title, quiet[i].IssuedOn.String(), "Nothing is named.")
	}
	save(t, s, capture("a.txt", noon.Add(time.Hour), quiet...))
	if _, err := s.Name(ctx, person("Ada Venn")); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a name that is gone: %v", err)
	}
	save(t, s, capture("a.txt", noon.Add(2*time.Hour), shapes()...))
	if ada := named(t, s, onrecord.NamePerson, "Venn"); ada.Text != "Ada M. Venn" || ada.Releases != 4 {
		t.Errorf("after the names went and came back: %+v", ada)
	}
	if agency := named(t, s, onrecord.NameBody, "HSA"); agency.Text != "HSA" {
		t.Errorf("a split after the names went and came back: %+v", agency)
	}
	// What was said is taken back by saying the contrary.
	state(t, s, onrecord.Statement{Kind: onrecord.StatementSplit, Subject: merge.Object, Object: merge.Subject, At: noon.Add(2 * time.Hour)})
	state(t, s, onrecord.Statement{Kind: onrecord.StatementRename, Subject: person("Venn"), At: noon.Add(2 * time.Hour)})
	state(t, s, onrecord.Statement{Kind: onrecord.StatementMerge, Subject: split.Subject, Object: split.Object, At: noon.Add(2 * time.Hour)})
	if ada := named(t, s, onrecord.NamePerson, "Venn"); ada.Text != "Dr Ada Mary Venn" || ada.Releases != 2 {
		t.Errorf("after all was taken back: %+v", ada)
	}
	if agency := named(t, s, onrecord.NameBody, "HSA"); agency.Text != "Harbour Safety Agency" || agency.Releases != 2 {
		t.Errorf("after a split was taken back: %+v", agency)
	}
}

func statementsAreListed(t *testing.T, s store.Store) {
	save(t, s, capture("a.txt", noon, shapes()...))
	var all []onrecord.Statement
	for i := range 5 {
		all = append(all, state(t, s, onrecord.Statement{Kind: onrecord.StatementRename, Subject: link.NameID(onrecord.NameBody, "CRB"), Words: fmt.Sprint("CRB ", i), At: noon.Add(time.Duration(i) * time.Minute)}))
	}
	all = append(all, state(t, s, onrecord.Statement{Kind: onrecord.StatementMerge, Subject: link.NameID(onrecord.NameBody, "HSA"), Object: link.NameID(onrecord.NameBody, "CRB"), At: noon.Add(time.Hour)}))
	slices.Reverse(all)
	first := must(s.Statements(ctx, store.StatementRequest{Limit: 4}))(t)
	if first.Total != 6 || first.Next == "" {
		t.Errorf("first page: %+v", first)
	}
	rest := must(s.Statements(ctx, store.StatementRequest{Limit: 4, Cursor: first.Next}))(t)
	equal(t, "statements, newest first", all, append(first.Statements, rest.Statements...))
	if rest.Next != "" {
		t.Error("the last page has a next")
	}
	if of := must(s.Statements(ctx, store.StatementRequest{Kinds: []onrecord.StatementKind{onrecord.StatementMerge}, About: link.NameID(onrecord.NameBody, "CRB")}))(t); of.Total != 1 || of.Statements[0].ID != all[0].ID {
		t.Errorf("merges about one name: %+v", of)
	}
	for what, bad := range map[string]onrecord.Statement{
		"no such kind": {Kind: "verdictless", Subject: all[0].Subject, By: "Ida", At: noon},
		"no object":    {Kind: onrecord.StatementMerge, Subject: all[0].Subject, By: "Ida", At: noon},
		"of itself":    {Kind: onrecord.StatementMerge, Subject: all[0].Subject, Object: all[0].Subject, By: "Ida", At: noon},
		"by nobody":    {Kind: onrecord.StatementRename, Subject: all[0].Subject, By: " ", At: noon},
		"too long":     {Kind: onrecord.StatementRename, Subject: all[0].Subject, By: "Ida", At: noon, Words: strings.Repeat("x", onrecord.MaxStatementWords+1)},
	} {
		if _, err := s.State(ctx, bad); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", what, err)
		}
	}
	if _, err := s.State(ctx, onrecord.Statement{Kind: onrecord.StatementRename, Subject: "0123456789abcdef", By: "Ida", At: noon}); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("about nothing: %v, want ErrNotFound", err)
	}
}

// anyOrderOfImport: what is said of names depends on the releases alone, not on
// the order in which they and their versions came, or on the batches and runs.
func anyOrderOfImport(t *testing.T, open func(t *testing.T) store.Store) {
	final := shapes()
	// Earlier versions name other things, so that names come, go and change.
	earlier := shapes()
	for i := range earlier {
		other := earlier[(i+5)%len(earlier)]
		earlier[i].Text, earlier[i].Blocks, earlier[i].Names = other.Text, other.Blocks, other.Names
	}
	said := onrecord.Statement{Kind: onrecord.StatementMerge, Subject: link.NameID(onrecord.NamePerson, "Oake"), Object: link.NameID(onrecord.NamePerson, "Bram Oake")}
	var want []store.Named
	for round := range 8 {
		s := open(t)
		random := rand.New(rand.NewPCG(uint64(round), 1))
		some := func(batch ...store.Ingested) {
			if random.IntN(2) > 0 {
				saveBy(t, s, s.SaveInRun, batch...)
			} else {
				save(t, s, batch...)
			}
		}
		if round > 0 {
			for _, i := range random.Perm(len(earlier)) {
				if random.IntN(3) > 0 {
					some(capture(fmt.Sprint(i, ".txt"), noon, earlier[i]))
				}
			}
		}
		var batch []store.Ingested
		for _, i := range random.Perm(len(final)) {
			batch = append(batch, capture(fmt.Sprint(i, ".txt"), noon.Add(time.Hour), final[i]))
			if random.IntN(2) > 0 {
				some(batch...)
				batch = nil
			}
		}
		some(batch...)
		state(t, s, said)
		got := everyName(t, s)
		if round == 0 {
			want = got
			if len(want) < 10 {
				t.Fatalf("only %d things are named", len(want))
			}
			continue
		}
		equal(t, fmt.Sprint("all named things, round ", round), want, got)
	}
}

// everyName reads all named things, whole.
// runsAreSettledTogether: names of the batches of a run are one at its end, whatever ends it, as if they had come at once.
func runsAreSettledTogether(t *testing.T, open func(t *testing.T) store.Store) {
	once := open(t)
	save(t, once, capture("a.txt", noon, shapes()...))
	want := everyName(t, once)
	for what, end := range map[string]func(s store.Store, last store.Ingested) error{
		"its last batch": func(s store.Store, last store.Ingested) error {
			save(t, s, last)
			return nil
		},
		"linking": func(s store.Store, last store.Ingested) error {
			saveBy(t, s, s.SaveInRun, last)
			return s.Link(ctx, nil)
		},
		"linking anew": func(s store.Store, last store.Ingested) error {
			saveBy(t, s, s.SaveInRun, last)
			_, err := s.Relink(ctx, nil)
			return err
		},
	} {
		s := open(t)
		list := shapes()
		for i := range list[:len(list)-1] {
			saveBy(t, s, s.SaveInRun, capture(fmt.Sprint(i, ".txt"), noon, list[i]))
		}
		if got := everyName(t, s); cmp.Diff(want, got, cmp.AllowUnexported(onrecord.Date{})) == "" {
			t.Error("names were settled with each batch")
		}
		if err := end(s, capture("last.txt", noon, list[len(list)-1])); err != nil {
			t.Fatal(err)
		}
		equal(t, "all named things after a run that ended by "+what, want, everyName(t, s))
	}
}

// RunsOfSeveral: programs that save runs into one record, beside and after one another, settle each other's names. again
// opens the record that s holds once more, and end ends the runs.
func RunsOfSeveral(t *testing.T, s store.Store, alone store.Store, again func() store.Store, end func(s store.Store) error) {
	list := shapes()
	save(t, alone, capture("a.txt", noon, list...))
	programs := []store.Store{s, again(), s, s}
	for i := range list {
		by := programs[i%len(programs)]
		saveBy(t, by, by.SaveInRun, capture(fmt.Sprint(i, ".txt"), noon, list[i]))
	}
	if err := end(again()); err != nil { // it remembers nothing of the runs, as after a stop
		t.Fatal(err)
	}
	equal(t, "all named things", everyName(t, alone), everyName(t, s))
}

func everyName(t testing.TB, s store.Store) (out []store.Named) {
	t.Helper()
	for _, n := range must(s.Names(ctx, store.NameRequest{Any: true, Limit: 100}))(t).Names {
		n = must(s.Name(ctx, n.ID))(t)
		for i := range n.Mentions { // which version it is, and from where, is not what is asked
			n.Mentions[i] = onrecord.Release{ID: n.Mentions[i].ID}
		}
		out = append(out, n)
	}
	return out
}
