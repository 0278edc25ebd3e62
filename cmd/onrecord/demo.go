package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/sample"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/store"
)

func (p *program) demo() *cobra.Command {
	var listen string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Look around in an invented country's record",
		Long: `demo reads the sample that ships inside onrecord, two years of announcements of a
country that does not exist, and shows it in a browser. It works in a temporary
folder that is removed when it stops, unless --data names one to keep.`,
		Example: `  onrecord demo
  onrecord demo --data ./sample-record`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error { return p.runDemo(cmd.Context(), listen) },
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "address to listen on, HOST:PORT")
	return cmd
}

func (p *program) runDemo(ctx context.Context, listen string) error {
	if p.store != "" && p.dataFolder != "" {
		return usagef("--store and --data both say where the record is: give one of them")
	}
	at := place(cmp.Or(p.store, p.dataFolder))
	if at == "" {
		temporary, err := os.MkdirTemp("", "onrecord-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		at = place(temporary)
	}
	s, err := at.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := holdsSampleOnly(ctx, s, at); err != nil {
		return err
	}
	summary, err := p.ingestSample(ctx, s)
	if err != nil {
		return err
	}
	overview, err := s.Overview(ctx)
	if err != nil {
		return err
	}
	l, err := p.listenOrAnother(listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s of an invented country read into %s.\n", count(overview.Releases, "release"), at)
	if summary.Unread > 0 {
		fmt.Fprintf(p.stdout, "%s can't be read, on purpose: see %sproblems\n", count(summary.Unread, "file"), address(l))
	}
	fmt.Fprintf(p.stdout, "\nOpen %s\n\nThree things to try:\n", address(l))
	for _, try := range tries {
		fmt.Fprintf(p.stdout, "  %s\n    %s%s\n", try.what, address(l), try.path)
	}
	fmt.Fprint(p.stdout, "\nStop with Ctrl-C.\n")
	o, _, err := p.mayEdit(ctx, l, s, serveFlags{listen: listen})
	if err != nil {
		return err
	}
	o.Today, o.Notice = func() onrecord.Date { return onrecord.MustDate(sample.Today) }, notice
	return p.serveOn(ctx, l, s, o)
}

// notice stands above every page of the sample.
const notice = "This country is invented, and so is every announcement here: this is onrecord’s sample."

// holdsSampleOnly refuses a place that holds anything but the sample: invented
// announcements must never come to stand among real ones.
func holdsSampleOnly(ctx context.Context, s store.Store, at place) error {
	sources, err := s.Origins(ctx)
	if err != nil {
		return err
	}
	for _, source := range sources {
		if source.Captures > 0 && !strings.HasPrefix(source.Root, sample.Prefix) {
			return usagef("%s holds a record already, with %s: give demo a place of its own", at, source.Root)
		}
	}
	return nil
}

// tries are what a newcomer may look at first.
var tries = []struct{ what, path string }{
	{"Is this money new? One fund, and what was said of it:", "search?q=" + url.QueryEscape(`"Sound Homes Fund" kind:money`)},
	{"What was promised, and is due next?", "commitments?status=soon"},
	{"Who said what about constables?", "search?q=" + url.QueryEscape(`speaker:"Isaac Verrall" constables`)},
}

// ingestSample reads the sample as if it had been captured day by day.
func (p *program) ingestSample(ctx context.Context, s store.Store) (ingest.Summary, error) {
	captures := sample.Captures()
	bar := p.progressOf("Reading the sample", int64(len(captures)))
	walk := func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		for _, c := range captures {
			if err := folder.Expand(ctx, c, folder.Options{Now: c.At}, visit, problem); err != nil {
				return err
			}
			bar.add(1)
		}
		return nil
	}
	summary, err := ingest.Run(ctx, s, walk, ingest.Options{})
	bar.done()
	return summary, err
}

// listenOrAnother listens on the address, or on a free port beside it where it
// is taken and was not chosen by hand.
func (p *program) listenOrAnother(listen string) (net.Listener, error) {
	l, err := net.Listen("tcp", listen)
	if err == nil || listen != defaultListen {
		if err != nil {
			err = listenError(listen, err)
		}
		return l, err
	}
	host, _, _ := net.SplitHostPort(listen)
	l, other := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if other != nil {
		return nil, listenError(listen, err)
	}
	fmt.Fprintf(p.stdout, "%s is taken by another program, so this is on %s instead.\n", listen, l.Addr())
	return l, nil
}
