package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/dustin/go-humanize"
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/feed"
)

// printJSON prints v as one line of JSON, with [] for a list that is nil, as the API answers.
func (p *program) printJSON(v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(api.Whole(v))
}

// printStatementJSON prints what a person said as the line of an export, which "onrecord import" reads.
func (p *program) printStatementJSON(s onrecord.Statement) error {
	return p.printJSON(feed.StatementLine{Statement: s})
}

// terminal reports whether w is a terminal that wants colour.
func (p *program) terminal(w any) bool {
	f, ok := w.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd())) && p.env("NO_COLOR") == "" && p.env("TERM") != "dumb"
}

// style wraps s in an ANSI style on a terminal, and leaves it alone elsewhere.
func (p *program) style(code, s string) string {
	if !p.terminal(p.stdout) {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p *program) bold(s string) string  { return p.style("1", s) }
func (p *program) faint(s string) string { return p.style("2", s) }
func (p *program) lit(s string) string   { return p.style("1;33", s) }

// plain drops control characters, so that a hostile text can't drive the terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069) {
			return -1
		}
		return r
	}, s)
}

func problemLine(pr onrecord.Problem) string {
	where := pr.Location
	if pr.Place != "" {
		where += ", " + pr.Place
	}
	return plain(where + ": " + pr.Reason)
}

func number(n int) string { return humanize.Comma(int64(n)) }

// count returns "1 release", "2 releases".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(n) + " " + noun + "s"
}

// bar is a progress bar on standard error: drawn on a terminal, silent elsewhere.
type bar struct{ b *progressbar.ProgressBar }

// progressOf is a bar over a number of things, progress one over bytes.
func (p *program) progressOf(what string, total int64) bar {
	return p.newBar(what, total, progressbar.OptionShowCount())
}

func (p *program) progress(what string, bytes int64) bar {
	return p.newBar(what, bytes, progressbar.OptionShowBytes(true))
}

func (p *program) newBar(what string, total int64, unit progressbar.Option) bar {
	if !p.terminal(p.stderr) || total == 0 {
		return bar{}
	}
	return bar{progressbar.NewOptions64(total, unit,
		progressbar.OptionSetDescription(what), progressbar.OptionSetWriter(p.stderr),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(24), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true))}
}

// newSpinner is a bar over what has no known end.
func (p *program) newSpinner() bar { return p.newBar("", -1, progressbar.OptionSpinnerType(14)) }

func (b bar) add(n int64) {
	if b.b != nil {
		b.b.Add64(n)
	}
}

// set says how much is done in all.
func (b bar) set(done int64) {
	if b.b != nil {
		b.b.Set64(done)
	}
}

// of says how much there is in all, which was not known before or has changed.
func (b bar) of(total int64) {
	if b.b != nil {
		b.b.ChangeMax64(total)
	}
}

func (b bar) describe(s string) {
	if b.b != nil {
		b.b.Describe(s)
	}
}

func (b bar) done() {
	if b.b != nil {
		b.b.Finish()
	}
}

func day(d onrecord.Date) string {
	if d.IsZero() {
		return "no date"
	}
	return fmt.Sprintf("%d %s %d", d.Day(), d.Month(), d.Year())
}

// offers lets shells complete a flag by its values.
func offers(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag: a test would have found it
	}
}
