package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/pull"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/source/listing"
)

// mostTested is how many pages of a listing a test fetches.
const mostTested = 3

func (p *program) sourceTest() *cobra.Command {
	var local, asJSON bool
	cmd := &cobra.Command{
		Use:   "test SOURCE",
		Short: "Show what would be fetched from a source and read from it; keep nothing",
		Long: fmt.Sprintf(`test takes the first step through a source's listing, fetches the first %d pages that
it names, and shows what is read from them. Nothing is kept. A source that is
followed is tested as it is followed, and goes by its name, too.`, mostTested),
		Example: `  onrecord source test govuk:home-office
  onrecord source test --local page:http://127.0.0.1:8000/news.html
  onrecord source test feed:https://harbour.example/news.atom --json`,
		Args: exactly(1, "one source"),
		RunE: func(cmd *cobra.Command, args []string) error {
			src, err := p.sourceToTest(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			src.Local = src.Local || local
			t, err := p.tryOut(cmd.Context(), src)
			if err != nil {
				return err
			}
			if asJSON {
				return p.printJSON(t)
			}
			p.printTest(t)
			return nil
		},
	}
	cmd.Flags().BoolVar(&local, "local", false, "it is on this machine or a private network, and that is wanted")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

// sourceToTest is the source that was typed, as it is followed where it is.
func (p *program) sourceToTest(ctx context.Context, typed string) (onrecord.Source, error) {
	parsed, bad := parseSource(typed)
	s, err := p.openExisting(ctx)
	if err != nil { // no record is needed to try a source out
		return parsed, bad
	}
	defer s.Close()
	all, err := s.Sources(ctx)
	for _, src := range all {
		if src.Spec == parsed.Spec || pull.Names(src.Source, typed) {
			return src.Source, nil
		}
	}
	return parsed, cmp.Or(bad, err)
}

// trial is what a test of a source found.
type trial struct {
	Spec string `json:"spec"`
	// Listed are the locations that the first step named; More says that there are further steps.
	Listed []string `json:"listed"`
	More   bool     `json:"more"`
	// Attached are the locations that the pages which were fetched lead to, and that a pull fetches, too.
	Attached []string           `json:"attached"`
	Releases []releaseRead      `json:"releases"`
	Problems []onrecord.Problem `json:"problems"`
}

type releaseRead struct {
	Location string        `json:"location"`
	Title    string        `json:"title"`
	IssuedOn onrecord.Date `json:"issued_on"`
	IssuedBy []string      `json:"issued_by"`
	Facts    int           `json:"facts"`
}

func (p *program) tryOut(ctx context.Context, src onrecord.Source) (trial, error) {
	t := trial{Spec: src.Spec, Listed: []string{}, Attached: []string{}, Releases: []releaseRead{}, Problems: []onrecord.Problem{}}
	if src.Kind == onrecord.ListingFolder {
		return t, t.walk(ctx, src.Rest())
	}
	client, err := p.client(fetch.DefaultPace)
	if err != nil {
		return t, err
	}
	page, err := listing.Next(ctx, listing.Step{Source: src, Begins: true, Get: client.Get, Known: func(_ context.Context, items []onrecord.Listed) ([]bool, error) {
		return make([]bool, len(items)), nil
	}})
	if err != nil {
		return t, err
	}
	t.More, t.Problems = page.More, append(t.Problems, page.Problems...)
	for _, c := range page.Captures {
		t.read(c)
	}
	fetched := 0
	for _, it := range page.Items {
		t.Listed = append(t.Listed, it.Location)
		if it.Visit != onrecord.VisitNow || fetched == mostTested {
			continue
		}
		fetched++
		answer, err := client.Get(ctx, fetch.Request{URL: it.Location, Local: src.Local, Accept: listing.Accept(src.Kind)})
		switch {
		case ctx.Err() != nil:
			return t, ctx.Err()
		case err != nil:
			t.Problems = append(t.Problems, onrecord.Problem{Stage: "fetch", Location: it.Location, Reason: err.Error(), At: time.Now().UTC()})
		case answer.Status != 200:
			t.Problems = append(t.Problems, onrecord.Problem{Stage: "fetch", Location: it.Location, Reason: fmt.Sprintf("it answered %d", answer.Status), At: answer.At})
		default:
			c := onrecord.NewCapture(answer.Body, answer.URL, answer.MediaType, answer.At)
			t.read(c)
			for _, it := range listing.Leads(src.Kind, c) {
				t.Attached = append(t.Attached, it.Location)
			}
		}
	}
	return t, nil
}

// read reads a capture as a pull would.
func (t *trial) read(c onrecord.Capture) {
	in := ingest.Read(c)
	t.Problems = append(t.Problems, in.Problems...)
	for _, r := range in.Records {
		facts := len(r.Quotes) + len(r.Dates) + len(r.Figures) + len(r.Commitments) + len(r.Names) + len(r.Relations)
		t.Releases = append(t.Releases, releaseRead{c.Location, r.Title, r.IssuedOn, r.IssuedBy, facts})
	}
}

// errEnough ends the walk of a folder.
var errEnough = errors.New("enough")

func (t *trial) walk(ctx context.Context, path string) error {
	files := 0
	err := folder.Walk(ctx, []string{path}, folder.Options{Now: time.Now()}, func(c onrecord.Capture) error {
		t.Listed = append(t.Listed, c.Location)
		if files++; files > mostTested {
			t.More = true
			return errEnough
		}
		t.read(c)
		return nil
	}, func(pr onrecord.Problem) error {
		t.Problems = append(t.Problems, pr)
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func (p *program) printTest(t trial) {
	more := ""
	if t.More {
		more = ", and there is more"
	}
	fmt.Fprintf(p.stdout, "%s lists %s%s.\n", p.bold(plain(t.Spec)), count(len(t.Listed), "location"), more)
	for i, l := range t.Listed {
		if i == 2*mostTested {
			fmt.Fprintf(p.stdout, "  … %s more\n", number(len(t.Listed)-i))
			break
		}
		fmt.Fprintf(p.stdout, "  %s\n", plain(l))
	}
	fmt.Fprintf(p.stdout, "%s read from the first of them:\n", count(len(t.Releases), "release"))
	for _, r := range t.Releases {
		fmt.Fprintf(p.stdout, "  %s  %s  %s\n", dayColumn(r.IssuedOn), plain(r.Title), p.faint(count(r.Facts, "fact")))
	}
	if len(t.Attached) > 0 {
		fmt.Fprintf(p.stdout, "%s attached to them would be fetched:\n", count(len(t.Attached), "file"))
		for _, l := range t.Attached[:min(len(t.Attached), 2*mostTested)] {
			fmt.Fprintf(p.stdout, "  %s\n", plain(l))
		}
	}
	for _, pr := range t.Problems {
		fmt.Fprintf(p.stdout, "  problem: %s\n", problemLine(pr))
	}
	fmt.Fprintln(p.stdout, "Nothing was kept.")
}
