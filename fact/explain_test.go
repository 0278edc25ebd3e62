package fact_test

import (
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/sharedtest"
	"github.com/onrecord/onrecord/sample"
)

// releases are the sample's, and the real ones beside the project where they
// are there.
func releases(t *testing.T) []onrecord.Release {
	var out []onrecord.Release
	take := func(path string, body []byte) {
		for _, r := range ingest.Read(onrecord.NewCapture(body, path, "", sample.CapturedAt("archive/public-safety.txt"))).Records {
			if ingest.Readable(r.Language) {
				out = append(out, r.Release)
			}
		}
	}
	err := fs.WalkDir(sample.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(sample.Files(), path)
		take(path, body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 80 {
		t.Fatalf("only %d releases", len(out))
	}
	t.Run("real releases", func(t *testing.T) {
		for _, path := range []string{"corpus/000_a84290d9e85f6fee.txt", "corpus/govuk-news.jsonl"} {
			take(path, sharedtest.Read(t, path))
		}
	})
	return out
}

// TestEveryFactIsExplained: a fact that can't say which rule made it is a
// defect, and so are a rule that is not listed and words that stand elsewhere.
func TestEveryFactIsExplained(t *testing.T) {
	all := releases(t)
	for _, kind := range onrecord.FactKinds {
		t.Run(string(kind), func(t *testing.T) {
			rules := map[string]bool{}
			for _, r := range fact.Rules(kind) {
				if rules[r.Name] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(r.Name) || r.Says == "" || r.Says[len(r.Says)-1] == '.' {
					t.Errorf("rule %q: names are unique, of lower-case words and hyphens, and what a rule says has no full stop", r.Name)
				}
				rules[r.Name] = true
			}
			if len(rules) == 0 {
				t.Fatal("no rules are listed")
			}
			facts, leftOut, unexplained := 0, 0, 0
			for i := range all {
				r := &all[i]
				f, e := fact.Explain(r)
				ids := idsOf(&f, kind)
				facts += len(ids)
				for _, m := range e.Made {
					if m.Kind == kind {
						checkReason(t, r, m, rules)
						ids = slices.DeleteFunc(ids, func(id string) bool { return id == m.Fact })
					}
				}
				for _, id := range ids {
					if unexplained++; unexplained <= 20 {
						t.Errorf("%q: nothing says why fact %s was read", r.Title, id)
					}
				}
				for _, l := range e.LeftOut {
					if l.Kind == kind {
						leftOut++
						checkReason(t, r, l, rules)
					}
				}
			}
			t.Logf("%d facts explained, %d passages left out", facts-unexplained, leftOut)
			if facts == 0 || leftOut == 0 {
				t.Errorf("%d facts and %d passages left out: want some of both", facts, leftOut)
			}
		})
	}
}

func checkReason(t *testing.T, r *onrecord.Release, x onrecord.Reason, rules map[string]bool) {
	if !rules[x.Rule] {
		t.Errorf("%q: the rule %q is not listed", x.Text, x.Rule)
	}
	if x.Start >= x.End || x.Of(r.Text) != x.Text {
		t.Errorf("%q does not stand at %d to %d", x.Text, x.Start, x.End)
	}
	for _, c := range x.Clues {
		if c.Start >= c.End || c.Of(r.Text) != c.Text {
			t.Errorf("the clue %q does not stand at %d to %d", c.Text, c.Start, c.End)
		}
	}
}

// idsOf returns the ids of all facts of the kind, those that stand twice once.
func idsOf(f *onrecord.Facts, kind onrecord.FactKind) []string {
	var ids []string
	switch kind {
	case onrecord.KindQuote:
		for _, x := range f.Quotes {
			ids = append(ids, x.ID)
		}
	case onrecord.KindDate:
		for _, x := range f.Dates {
			ids = append(ids, x.ID)
		}
	case onrecord.KindFigure:
		for _, x := range f.Figures {
			ids = append(ids, x.ID)
		}
	case onrecord.KindCommitment:
		for _, x := range f.Commitments {
			ids = append(ids, x.ID)
		}
	case onrecord.KindName:
		for _, x := range f.Names {
			ids = append(ids, x.ID)
		}
	case onrecord.KindRelation:
		for _, x := range f.Relations {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// TestExplainReadsTheSame: what is explained is what is read.
func TestExplainReadsTheSame(t *testing.T) {
	for _, r := range releases(t) {
		got, _ := fact.Explain(&r)
		if diff := cmp.Diff(fact.Read(&r), got, cmp.AllowUnexported(onrecord.Date{})); diff != "" {
			t.Fatalf("%q: %s", r.Title, diff)
		}
	}
}
