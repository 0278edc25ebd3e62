package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
)

// table prints what was measured, a column a record or program of each size.
func table(columns []*column) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%s, %d processors, %s. Loads are those over the last minute when a stage ended, its own part included.\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	heading(&b, "Import and linking.", columns)
	for _, r := range importRows {
		row(&b, r.name, columns, r.cell)
	}
	heading(&b, "Searches at rest: p50, p95, p99 in ms; in brackets how many hits there are, the median.", columns)
	searchRows(&b, columns, func(c *column) []answered { return c.Rest })
	if during := having(columns, func(c *column) bool { return len(c.Importing) > 0 }); len(during) > 0 {
		heading(&b, "Searches while a second program imports: p50, p95, p99 in ms; in brackets how often asked.", during)
		searchRows(&b, during, func(c *column) []answered {
			out := slices.Clone(c.Importing)
			for i := range out {
				out[i].Found = out[i].Turns
			}
			return out
		})
	}
	b.WriteString(tableOfPages(having(columns, func(c *column) bool { return len(c.Pages) > 0 })))
	return b.String()
}

// tableOfPages prints what was measured of pages.
func tableOfPages(columns []*column) string {
	if len(columns) == 0 {
		return ""
	}
	var b strings.Builder
	heading(&b, "Pages: p50 and p95 in ms to the last byte; processor time of server and reader in ms; kB as sent; the processor time, and the longest by the clock, where a release was saved and linked before each.", columns)
	for _, name := range named(columns, func(c *column) (names []string) {
		for _, t := range c.Pages {
			names = append(names, t.Name)
		}
		return names
	}) {
		row(&b, name, columns, func(c *column) string {
			for _, t := range c.Pages {
				if t.Name == name {
					return t.String()
				}
			}
			return "–"
		})
	}
	return b.String()
}

// heading begins a table.
func heading(b *strings.Builder, title string, columns []*column) {
	fmt.Fprintf(b, "\n%s\n\n", title)
	row(b, "", columns, func(c *column) string {
		if c.Releases == 0 {
			return c.Name
		}
		return fmt.Sprintf("%s, %d", c.Name, c.Releases)
	})
	row(b, "---", columns, func(*column) string { return "---" })
}

// having are the columns of which something was measured.
func having(columns []*column, has func(*column) bool) (out []*column) {
	for _, c := range columns {
		if has(c) {
			out = append(out, c)
		}
	}
	return out
}

func row(b *strings.Builder, name string, columns []*column, cell func(*column) string) {
	b.WriteString("| " + name)
	for _, c := range columns {
		b.WriteString(" | " + cell(c))
	}
	b.WriteString(" |\n")
}

// named are the rows of all columns, each once, in the order of the first that has it.
func named(columns []*column, of func(*column) []string) (out []string) {
	for _, c := range columns {
		for _, name := range of(c) {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// said is a number that was measured, "–" where it was not.
func said(format string, v float64) string {
	if v == 0 {
		return "–"
	}
	return fmt.Sprintf(format, v)
}

func perRelease(d time.Duration, n int) float64 { return d.Seconds() * 1000 / float64(max(n, 1)) }

func (s stage) rate() string { return s.rateOf(s.phase) }

// rateOf is how many releases a second one phase of a stage took in.
func (s stage) rateOf(p phase) string {
	if p.Took == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", float64(s.Releases)/p.Took.Seconds())
}

var importRows = []struct {
	name string
	cell func(*column) string
}{
	{"import, releases a second", func(c *column) string { return c.grown().rate() }},
	{"import, processor time a release, ms", func(c *column) string { s := c.grown(); return said("%.2f", perRelease(s.Busy, s.Releases)) }},
	{"the same of the server, ms", func(c *column) string { s := c.grown(); return said("%.2f", perRelease(s.Server, s.Releases)) }},
	{"of it saving, releases a second", func(c *column) string { s := c.grown(); return s.rateOf(s.Saving) }},
	{"saving, processor time a release, ms", func(c *column) string { s := c.grown(); return said("%.2f", perRelease(s.Saving.Busy, s.Releases)) }},
	{"of it linking, releases a second", func(c *column) string { s := c.grown(); return s.rateOf(s.linking()) }},
	{"linking, processor time a release, ms", func(c *column) string { s := c.grown(); return said("%.2f", perRelease(s.linking().Busy, s.Releases)) }},
	{"import, most memory, MB", func(c *column) string { return said("%.0f", float64(c.grown().Peak)/(1<<20)) }},
	{"import, load", func(c *column) string { return said("%.1f", c.grown().Load) }},
	{"import in parts, releases a second", func(c *column) string {
		if len(c.Parts) < 2 {
			return "–"
		}
		var rates []string
		for _, p := range c.Parts {
			rates = append(rates, p.rate())
		}
		return strings.Join(rates, ", ")
	}},
	{"on the disk, kB a release", func(c *column) string { return said("%.1f", float64(c.Bytes)/1024/float64(c.Releases)) }},
	{"import of some more, s", func(c *column) string { return said("%.2f", c.More.Took.Seconds()) }},
	{"import of some more, processor time, s", func(c *column) string { return said("%.2f", (c.More.Busy + c.More.Server).Seconds()) }},
	{"import of some more, load", func(c *column) string { return said("%.1f", c.More.Load) }},
	{"relink, s", func(c *column) string { return said("%.1f", c.Relink.Took.Seconds()) }},
	{"relink, processor time, s", func(c *column) string { return said("%.1f", (c.Relink.Busy + c.Relink.Server).Seconds()) }},
	{"relink, most memory, MB", func(c *column) string { return said("%.0f", float64(c.Relink.Peak)/(1<<20)) }},
	{"relink, load", func(c *column) string { return said("%.1f", c.Relink.Load) }},
	{"links a release", func(c *column) string { return said("%.2f", float64(c.Links)/float64(c.Releases)) }},
	{"import while searches are asked, releases a second", func(c *column) string { return c.Meanwhile.rate() }},
	{"searches at rest, load", func(c *column) string { return said("%.1f", c.RestLoad) }},
	{"searches at rest, memory of the program asked, MB", func(c *column) string { return said("%.0f", float64(c.Memory)/(1<<20)) }},
	{"pages, load", func(c *column) string { return said("%.1f", c.PagesLoad) }},
}

func searchRows(b *strings.Builder, columns []*column, of func(*column) []answered) {
	for _, class := range named(columns, func(c *column) (names []string) {
		for _, a := range of(c) {
			names = append(names, a.Class)
		}
		return names
	}) {
		row(b, class, columns, func(c *column) string {
			for _, a := range of(c) {
				if a.Class == class {
					ms := func(d time.Duration) string { return fmt.Sprintf("%.3g", d.Seconds()*1000) }
					out := ms(a.P50) + ", " + ms(a.P95) + ", " + ms(a.P99)
					if a.Found >= 0 {
						out += fmt.Sprintf(" (%d)", a.Found)
					}
					return out
				}
			}
			return "–"
		})
	}
}
