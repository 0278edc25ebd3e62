package page_test

import (
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// say states a verdict on a commitment.
func (k *kept) say(t testing.TB, v onrecord.Statement) {
	t.Helper()
	v.Kind = onrecord.StatementVerdict
	if v.At.IsZero() {
		v.At = time.Date(2025, 8, 1, 9, 30, 0, 0, time.UTC)
	}
	if _, err := k.store.State(t.Context(), v); err != nil {
		t.Fatal(err)
	}
}

// promise is the first commitment that has the words.
func (k *kept) promise(t testing.TB, words string) store.Fact {
	t.Helper()
	page, err := k.store.Facts(t.Context(), store.FactRequest{Kind: onrecord.KindCommitment, Text: words})
	if err != nil || len(page.Facts) == 0 {
		t.Fatalf("no commitment with %q: %v", words, err)
	}
	return page.Facts[0]
}

// TestVerdicts: a commitment's page shows whose verdict stands, what it rests
// on, and everything that was said before.
func TestVerdicts(t *testing.T) {
	k := newKept(t).fill(t)
	f := k.promise(t, "")
	page := k.get(t, "/facts/"+f.ID)
	page.has(t, "#verdicts ~ p", "No verdict by anybody.")
	page.has(t, "code", "onrecord verdict "+f.ID)

	at := time.Date(2025, 8, 2, 9, 30, 0, 0, time.UTC)
	k.say(t, onrecord.Statement{Subject: f.ID, By: "Ida Reed", Words: "kept", Scale: onrecord.ScaleOwn})
	k.say(t, onrecord.Statement{Subject: f.ID, By: "Bram Oake", Words: "stalled", Scale: onrecord.ScalePolitiFact})
	k.say(t, onrecord.Statement{Subject: f.ID, By: "Bram Oake", At: at})
	k.say(t, onrecord.Statement{Subject: f.ID, By: "Ida Reed", Words: "partly", Scale: onrecord.ScaleOwn, At: at, Note: "one of two",
		Evidence: []string{f.Release.ID, f.ID, "https://example.org/report?a=1&b=2"}})
	page = k.get(t, "/facts/"+f.ID)
	page.has(t, "strong", "Partly")
	page.has(t, "paragraph", "says Ida Reed on 2 August 2025")
	page.has(t, "paragraph", "one of two")
	page.has(t, `.verdicts .evidence a[href="/releases/`+f.Release.ID+`"]`, "")
	page.has(t, `.verdicts .evidence a[href="/facts/`+f.ID+`"]`, "")
	page.has(t, `.verdicts .evidence a[href="https://example.org/report?a=1&b=2"][rel~="noreferrer"]`, "")
	page.within(t, "list", "Verdicts that stand").lacks(t, "listitem", "Bram Oake")
	page.has(t, "button", "4")
	page.has(t, "listitem", "Bram Oake withdraws the verdict")
	page.has(t, "listitem", "Bram Oake says stalled")
	wellBehaved(t, page)
}

// TestHostileVerdict: what a person types is shown as typed and does nothing.
func TestHostileVerdict(t *testing.T) {
	k := newKept(t).fill(t)
	f := k.promise(t, "")
	k.say(t, onrecord.Statement{Subject: f.ID, By: attack + rtl, Words: "kept", Scale: onrecord.ScaleOwn, Note: attack + rtl + strings.Repeat("W", 4000), Evidence: []string{`https://example.org/"><script>alert(1)</script>`}})
	page := k.get(t, "/facts/"+f.ID)
	page.has(t, "main", attack)
	page.has(t, "paragraph", attack)
	page.lacks(t, "main script, main img", "")
	wellBehaved(t, page)
}

// TestVerdictOnOneOfTwo: what is said of a commitment is said of all that say
// it in the same words, as one announcement under two titles does.
func TestVerdictOnOneOfTwo(t *testing.T) {
	k := ofSample(t)
	request := store.FactRequest{Kind: onrecord.KindCommitment, Limit: 100}
	for {
		list, err := k.store.Facts(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list.Facts {
			if f.Thread.Members < 2 || f.Thread.First {
				continue
			}
			thread, err := k.store.Thread(t.Context(), f.ID)
			if err != nil {
				t.Fatal(err)
			}
			k.say(t, onrecord.Statement{Subject: f.ID, By: "Ida Reed", Words: "superseded", Scale: onrecord.ScaleOwn})
			for _, same := range thread {
				if same.Kind != onrecord.KindCommitment || same.Commitment.Text != f.Commitment.Text {
					t.Fatalf("“%s” and “%s” are held to be one", same.Commitment.Text, f.Commitment.Text)
				}
				k.get(t, "/facts/"+same.ID).has(t, "strong", "Superseded")
			}
			return
		}
		if request.Cursor = list.Next; request.Cursor == "" {
			t.Fatal("the sample has no commitment that is said twice")
		}
	}
}
