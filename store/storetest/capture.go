package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// captures are handed out in the order of saving, each location its own, whole
// or without their bodies, all or those of what a query finds.
func captures(t *testing.T, s store.Store) {
	var all []onrecord.Capture
	keep := func(in store.Ingested) {
		save(t, s, in)
		all = append(all, in.Capture)
	}
	const address = "https://harbour.example/lanterns"
	first := capture(address, noon, build("a", "Lanterns", "2025-02-03", "Lit."))
	keep(first)
	keep(capture(address, noon.Add(2*time.Hour), build("a", "Lanterns", "2025-02-03", "Lit again.")))
	late := first
	late.Capture.Location = "copies/lanterns.txt"
	keep(late)
	for i := range 70 { // more than an engine reads at once
		keep(capture(fmt.Sprintf("notes/%02d.txt", i), noon.Add(time.Duration(i)*time.Minute), build(fmt.Sprint("n", i), fmt.Sprint("Note ", i), "2025-02-04", fmt.Sprintf("Buoy %d is out.", i))))
	}
	ask := func(r store.CaptureRequest) (out []onrecord.Capture) {
		t.Helper()
		err := s.Captures(ctx, r, func(c onrecord.Capture) error {
			out = append(out, c)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	equal(t, "all", all, ask(store.CaptureRequest{}))
	equal(t, "of one location", all[:2], ask(store.CaptureRequest{Location: address}))
	equal(t, "of no location", 0, len(ask(store.CaptureRequest{Location: "https://harbour.example/"})))
	heads := ask(store.CaptureRequest{Location: address, Heads: true})
	for i := range heads {
		if heads[i].Body != nil {
			t.Error("a head has a body")
		}
		heads[i].Body = all[i].Body
	}
	equal(t, "heads", all[:2], heads)
	query := must(search.Parse("title:lanterns"))(t)
	equal(t, "every version of what is found", all[:3], ask(store.CaptureRequest{Query: query}))
	equal(t, "in one place", all[2:3], ask(store.CaptureRequest{Query: query, Location: late.Capture.Location}))
	many := must(search.Parse("title:note"))(t)
	equal(t, "many found", all[3:], ask(store.CaptureRequest{Query: many}))

	enough, n := errors.New("enough"), 0
	err := s.Captures(ctx, store.CaptureRequest{}, func(onrecord.Capture) error { n++; return enough })
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("stopped after %d with %v", n, err)
	}
}
