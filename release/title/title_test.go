package title

import "testing"

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Parts
	}{
		{"PRESS RELEASE : New bridge opens [March 2025]", Parts{"PRESS RELEASE", "New bridge opens", 2025, 3}},
		{"SPEECH: To the harbour workers [Sep 2024]", Parts{"SPEECH", "To the harbour workers", 2024, 9}},
		{"OPEN  LETTER :To all", Parts{"OPEN LETTER", "To all", 0, 0}},
		{"Speech: how we got here", Parts{"", "Speech: how we got here", 0, 0}},
		{"BRIDGES : a history", Parts{"", "BRIDGES : a history", 0, 0}},
		{"A plan [draft]", Parts{"", "A plan [draft]", 0, 0}},
		{"PRESS RELEASE :", Parts{"PRESS RELEASE", "", 0, 0}},
		{"", Parts{}},
	} {
		if got := Split(c.in); got != c.want {
			t.Errorf("%q: got %+v, want %+v", c.in, got, c.want)
		}
	}
}

func TestTrimLeavesSomething(t *testing.T) {
	for in, want := range map[string]string{
		"PRESS RELEASE : A [May 2024]": "A",
		" PRESS RELEASE : ":            "PRESS RELEASE :",
		"[May 2024]":                   "[May 2024]",
	} {
		if got := Trim(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	same := [][]string{
		{"PRESS RELEASE : The mayor’s “new” bridge – open [March 2025]", "Press release: The mayor's \"new\" bridge - open", "The Mayors new bridge open"},
		{"Roads & Rail: £5m", "Roads and rail £5m"},
	}
	for _, titles := range same {
		for _, s := range titles[1:] {
			if a, b := Fold(titles[0]), Fold(s); a != b {
				t.Errorf("%q folds to %q, %q to %q", titles[0], a, s, b)
			}
		}
	}
	if Fold("£5m for roads") == Fold("$5m for roads") {
		t.Error("two currencies fold to the same")
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("PRESS RELEASE : New bridge opens [March 2025]")
	f.Add("[[:]]")
	f.Fuzz(func(t *testing.T, s string) {
		once := Trim(s)
		if len(once) > len(s) {
			t.Fatalf("%q grew to %q", s, once)
		}
		Fold(s)
	})
}

func TestCutLabel(t *testing.T) {
	for in, want := range map[string]string{"Press release: New bridge": "New bridge", "Bridges: a history": "Bridges: a history", "Speech:": "Speech:"} {
		if got := CutLabel(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
