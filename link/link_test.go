package link

import (
	"testing"

	"github.com/onrecord/onrecord"
)

func TestNameIDJoinsForms(t *testing.T) {
	same := func(kind onrecord.NameKind, a, b string, want bool) {
		t.Helper()
		if got := NameID(kind, a) == NameID(kind, b); got != want {
			t.Errorf("%s: %q and %q one name: %v, want %v", kind, a, b, got, want)
		}
	}
	same(onrecord.NameBody, "the Harbour Board", "Harbour Board", true)
	same(onrecord.NameLaw, "Raven’s Law", "Raven's Law", true)
	same(onrecord.NamePerson, "Dr Ada Venn OBE", "Ada Venn", true)
	same(onrecord.NamePerson, "Lord Venn", "Lady Venn", false)
	same(onrecord.NamePerson, "Ada Venn", "Ida Venn", false)
	if NameID(onrecord.NameBody, "Harbour") == NameID(onrecord.NamePlace, "Harbour") {
		t.Error("a body and a place share an id")
	}
}

func mention(id string, value float64, day, context string) Mention {
	return NewMention("release of "+id, onrecord.MustDate(day), onrecord.Figure{Head: onrecord.Head{ID: id}, Kind: onrecord.FigureMoney, Unit: "GBP", Value: value}, context)
}

func TestBetween(t *testing.T) {
	const promise = "The minister promised £1.5 million in grants for the Lanternfish Hatchery Scheme on the north coast."
	first := mention("b", 1.5e6, "2025-01-10", promise)
	again := mention("a", 1.5e6, "2025-03-01", "Our Lanternfish Hatchery Scheme, backed by £1.5 million in grants, opens next week.")
	other := mention("c", 1.5e6, "2025-03-02", "A further £1.5 million goes to road repairs in Port Sable.")
	more := mention("d", 2e6, "2025-03-03", promise)

	got := Between(again, []Mention{other, first, more})
	if len(got) != 1 || got[0].A != "a" || got[0].B != "b" || got[0].Kind != onrecord.LinkRestates || got[0].Why == "" {
		t.Fatalf("links %+v, want a restates b alone", got)
	}
	if back := Between(first, []Mention{again}); len(back) != 1 || back[0] != got[0] {
		t.Errorf("read the other way round: %+v, want %+v", back, got)
	}
	third := mention("z", 1.5e6, "2025-06-01", "The Lanternfish Hatchery Scheme has spent its £1.5 million in grants.")
	if l := Between(third, []Mention{again, first}); len(l) != 1 || l[0].B != "b" {
		t.Errorf("the third mention links to %+v, want the first alone", l)
	}
	if l := Between(first, []Mention{again, third}); len(l) != 2 || l[0].B != "b" || l[1].B != "b" {
		t.Errorf("read last, the first mention links to %+v, want both later ones", l)
	}
	small := mention("e", 500, "2025-03-01", promise)
	if l := Between(small, []Mention{mention("f", 500, "2025-01-01", promise)}); l != nil {
		t.Errorf("a small sum was linked: %+v", l)
	}
}
