package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// dueing is what due's flags say.
type dueing struct {
	listFlags
	status, name, today string
	verdict             string
	csv, ics            bool
}

// maxEvents bounds a calendar: programs that read one hold it in memory.
const maxEvents = 5000

func (p *program) due() *cobra.Command {
	var d dueing
	cmd := &cobra.Command{
		Use:   "due",
		Short: "List commitments by due date, with what later releases say of each",
		Long: `due prints commitments with the day by which they are due, their status by that
day alone, and the later passages that the record links to them. A status is no
verdict: "past" says that the day has passed, and "nothing found since" that no
later release of this record was linked to it. Verdicts are people's, and say
whose (see "onrecord verdict"). The soonest due stand first, and with --status
past the latest.`,
		Example: `  onrecord due --status soon
  onrecord due --status past --issuer 'Home Office' --json
  onrecord due --name 'Sound Homes Fund'
  onrecord due --verdict 'not kept'
  onrecord due --review confirmed --csv > due.csv
  onrecord due --ics > due.ics`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := d.sane(); err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return p.dueFrom(cmd.Context(), s, d)
		},
	}
	f := cmd.Flags()
	f.StringVar(&d.status, "status", "", "only those with no due date (none), due later (open), due within 30 days (soon), due before today (past), due within 90 days (quarter) or still to come (coming)")
	f.StringVar(&d.issuer, "issuer", "", "only releases issued by this body, its name in full")
	f.StringVar(&d.text, "text", "", "only commitments with these words")
	f.StringVar(&d.name, "name", "", "only beside this named thing: its name in full, or its id")
	f.StringVar(&d.from, "from", "", "only releases issued on or after this day (2025-02-14)")
	f.StringVar(&d.to, "to", "", "only releases issued on or before this day")
	f.StringVar(&d.dueFrom, "due-from", "", "only those due on or after this day")
	f.StringVar(&d.dueTo, "due-to", "", "only those due on or before this day")
	f.StringVar(&d.verdict, "verdict", "", "only those of which this is somebody's verdict: a word of a scale (\"not kept\"), or of one scale alone (own:\"not kept\")")
	d.reviewFlag(f, "commitments")
	f.StringVar(&d.today, "today", "", "count from this day instead of today")
	f.IntVar(&d.limit, "limit", 50, "the most commitments; 0 for all")
	f.BoolVar(&d.json, "json", false, "print one JSON object a commitment, with its follow-ups")
	f.BoolVar(&d.csv, "csv", false, "print CSV, one line a commitment")
	f.BoolVar(&d.ics, "ics", false, "print an iCalendar of those that have a last day")
	offers(cmd, "status", statusesAsked...)
	return cmd
}

// statusesAsked are those by which commitments are narrowed, as the pages and the API have them.
var statusesAsked = []string{feed.StatusNone, feed.StatusOpen, feed.StatusSoon, feed.StatusPast, feed.StatusQuarter, feed.StatusComing}

func (d *dueing) sane() error {
	if d.status != "" && !slices.Contains(statusesAsked, d.status) {
		return usagef("--status knows none, open, soon, past, quarter and coming, not %q", d.status)
	}
	formats := 0
	for _, f := range []bool{d.json, d.csv, d.ics} {
		if f {
			formats++
		}
	}
	if formats > 1 {
		return usagef("--json, --csv and --ics are three formats: choose one")
	}
	return limitFrom(d.limit, 0)
}

// day returns the day that due is counted from.
func (d *dueing) day() (onrecord.Date, error) {
	if d.today == "" {
		return onrecord.DateOf(time.Now()), nil
	}
	day, err := onrecord.ParseDate(d.today)
	if err != nil {
		return day, usageError{fmt.Errorf("--today: %w", err)}
	}
	return day, nil
}

// request is what the flags ask of the store.
func (d *dueing) request(ctx context.Context, s store.Store, today onrecord.Date) (r store.FactRequest, err error) {
	r = store.FactRequest{Kind: onrecord.KindCommitment, Issuer: d.issuer, Text: d.text, Order: store.FactDue}
	if r.IssuedFrom, r.IssuedTo, r.DueFrom, r.DueTo, err = d.days(); err != nil {
		return r, err
	}
	if r.Reviews, err = reviewStates(d.review); err != nil {
		return r, err
	}
	if d.name != "" {
		if r.Name, err = named(ctx, s, d.name); err != nil {
			return r, err
		}
	}
	feed.NarrowDue(&r, d.status, today)
	if d.verdict != "" {
		r.IDs, err = judgedSo(ctx, s, d.verdict)
		r.First = false
	}
	return r, err
}

// judgedSo lists the commitments of which a verdict that is typed is
// somebody's. Where it is nobody's, the id in the list is that of no fact.
func judgedSo(ctx context.Context, s store.Store, typed string) ([]string, error) {
	known := false
	for _, scale := range onrecord.Scales {
		for _, words := range scale.Words() {
			known = known || typed == words || typed == feed.Verdict{Scale: scale, Words: words}.String()
		}
	}
	if !known {
		return nil, usagef("--verdict knows the words of \"onrecord verdict --help\", such as 'not kept' or 'own:not kept', not %q", typed)
	}
	judged, err := feed.Judged(ctx, s)
	ids := []string{"none"}
	for _, j := range judged {
		if typed == j.Words || typed == j.String() {
			ids = append(ids, j.Commitments...)
		}
	}
	return ids, err
}

// named returns the id of the one thing that goes by a name, or the id itself.
func named(ctx context.Context, s store.Store, name string) (string, error) {
	n, err := thingNamed(ctx, s, name, "")
	return n.ID, err
}

func (p *program) dueFrom(ctx context.Context, s store.Store, d dueing) error {
	today, err := d.day()
	if err != nil {
		return err
	}
	r, err := d.request(ctx, s, today)
	if err != nil {
		return err
	}
	if err := p.tellIssuer(ctx, s, d.issuer); err != nil {
		return err
	}
	var calendar []store.Fact
	table := feed.NewDueTable(p.stdout)
	err = pages(d.limit, 100, func(cursor string, limit int) (int, string, error) {
		r.Cursor, r.Limit = cursor, limit
		page, err := s.Facts(ctx, r)
		if err != nil {
			return 0, "", err
		}
		for _, f := range page.Facts {
			if d.ics {
				calendar = append(calendar, f)
				continue
			}
			c, err := feed.Follow(ctx, s, f, today)
			if err != nil {
				return 0, "", err
			}
			switch {
			case d.json:
				err = p.printJSON(c)
			case d.csv:
				err = table.Write(c)
			default:
				err = p.printDue(c)
			}
			if err != nil {
				return 0, "", err
			}
		}
		if len(calendar) > maxEvents {
			return 0, "", fmt.Errorf("%w: more than %s: narrow it, such as with --due-from", onrecord.ErrInvalid, count(maxEvents, "event"))
		}
		return len(page.Facts), page.Next, nil
	})
	if err != nil {
		return err
	}
	if d.csv {
		return table.Close()
	}
	if d.ics {
		return feed.Due{Title: "Commitments", Commitments: calendar}.Calendar(p.stdout)
	}
	return nil
}

// printDue prints a commitment with what was found since.
func (p *program) printDue(c feed.Followed) error {
	due := "no due date read"
	if c.Due != nil {
		due = dueWords(onrecord.Commitment{Due: c.Due})
	}
	fmt.Fprintf(p.stdout, "%s  %s · %s\n", p.faint(c.ID), p.bold(due), statusWords[c.Status])
	fmt.Fprintf(p.stdout, "  %s\n", plain(shorten(c.Text)))
	fmt.Fprintf(p.stdout, "  %s\n", p.faint(plain(day(c.IssuedOn)+", "+strings.Join(c.IssuedBy, ", ")+": "+c.Title)))
	for _, f := range c.FollowUps {
		fmt.Fprintf(p.stdout, "  → %s  %s\n    %s\n", day(f.IssuedOn), plain(shorten(f.Text)), p.faint(plain(f.Why)))
	}
	if len(c.FollowUps) == 0 {
		fmt.Fprintf(p.stdout, "  %s\n", p.faint("nothing found since"))
	}
	for _, v := range c.Verdicts {
		fmt.Fprintf(p.stdout, "  %s\n", plain(fmt.Sprintf("%s, says %s on %s", verdictWords(v), v.By, day(onrecord.DateOf(v.At)))))
	}
	_, err := fmt.Fprintln(p.stdout)
	return err
}

var statusWords = map[string]string{"none": "no due date read", "open": "open", "soon": "due within 30 days", "past": "due date passed"}
