package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// mostIssuers bounds the bodies that are offered for a name that none has.
const mostIssuers = 5

// tellIssuer says on standard error where no release was issued by a body of exactly that name, and which names
// have its words: an empty list would leave the asker to guess. A name of "" asks for nothing.
func (p *program) tellIssuer(ctx context.Context, s store.Reader, name string) error {
	if name == "" {
		return nil
	}
	known, err := search.ValueOf(search.FieldIssuer, name)
	if err != nil {
		return err
	}
	found, err := s.Search(ctx, store.Request{Query: known, Limit: 1})
	if err != nil || found.Total > 0 {
		return err
	}
	like, err := s.Complete(ctx, search.FieldIssuer, name, mostIssuers)
	if err != nil {
		return err
	}
	offer := `"onrecord list" shows who issued what`
	if len(like) > 0 {
		names := make([]string, len(like))
		for i, v := range like {
			names[i] = fmt.Sprintf("%q", v.Value)
		}
		offer = "with these words there are " + strings.Join(names, ", ")
	}
	fmt.Fprintf(p.stderr, "onrecord: no release of this record was issued by %q, the name in full; %s\n", name, offer)
	return nil
}
