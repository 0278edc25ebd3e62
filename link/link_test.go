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
