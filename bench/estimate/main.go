// Command estimate works out what records of many millions of releases take, in disk, memory, processor time
// and money, from what was measured of smaller ones (measured.txt) and from what things are taken to cost (prices.txt). It prints the
// tables of docs/scale.md, which a test holds against it.
//
//	go run ./bench/estimate
//
// It multiplies, and no more: what does not grow in step with the record is said in docs/scale.md.
package main

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

//go:embed measured.txt
var measured string

//go:embed prices.txt
var prices string

// sizes are how many releases the records hold.
var sizes = []float64{700_000, 10_000_000, 100_000_000}

func main() {
	if err := write(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "estimate:", err)
		os.Exit(1)
	}
}

func write(out io.Writer) error {
	m, err := numbers("measured.txt", measured)
	if err != nil {
		return err
	}
	p, err := numbers("prices.txt", prices)
	if err != nil {
		return err
	}
	for _, rows := range [][]row{disk(m), work(m), cost(m, p)} {
		if _, err := io.WriteString(out, table(rows)+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// numbers reads lines of a name and a number; what follows a number is for people, as is a line that begins with #.
func numbers(name, text string) (map[string]float64, error) {
	out := map[string]float64{}
	line := 0
	for l := range strings.Lines(text) {
		line++
		fields := strings.Fields(l)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if len(fields) < 2 {
			return nil, fmt.Errorf("%s:%d: a name and a number are wanted", name, line)
		}
		n, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %q is no number", name, line, fields[1])
		}
		out[fields[0]] = n
	}
	return out, nil
}

// row is a line of a table: what, in a unit, for so many releases.
type row struct {
	what string
	unit string
	of   func(releases float64) float64
}

// each is a row of what grows in step with the record.
func each(what, unit string, one float64) row {
	return row{what, unit, func(n float64) float64 { return n * one }}
}

const (
	giga    = 1e9
	hours   = 3600 * 1e3 // milliseconds
	monthly = 730        // hours in a month
)

// diskGroups are the tables of PostgreSQL by what becomes of them as the record grows.
var diskGroups = []struct{ what, name string }{
	{"captures: the bytes as found", "captures"},
	{"versions: texts and facts, packed", "versions"},
	{"indexes of words", "words"},
	{"links: members, their keys, edges, threads", "links"},
	{"names, columns and all else", "rest"},
}

func disk(m map[string]float64) []row {
	rows, all := []row{{what: "disk of PostgreSQL"}}, 0.0
	for _, g := range diskGroups {
		rows = append(rows, each(g.what, "GB", m[g.name]/giga))
		all += m[g.name]
	}
	return append(rows,
		each("together", "GB", all/giga),
		each("the same in one SQLite file", "GB", m["file"]/giga),
		each("columns in memory, of each program that searches", "GB", m["columns"]/giga))
}

func work(m map[string]float64) []row {
	return []row{
		{what: "time"},
		each("reading alone: releases and facts", "h", m["read"]/hours),
		each("reading, keeping, linking what is new, in a file", "h", m["import"]/hours),
		each("the same in PostgreSQL, program and server", "h", m["together"]/hours),
		each("by the clock, in PostgreSQL, by one writer", "h", m["written"]/hours),
		each("all links anew, as of 100,000", "h", m["relink"]/hours),
		each("a walk over the columns: a page of all, newest first", "ms", m["walk"]/m["walked"]),
		each("a word in most releases, by relevance, the first time", "ms", m["common"]/m["walked"]),
	}
}

// cost is what a month costs: the database with two replicas, captures in it or in an object store, four web servers and workers.
func cost(m, p map[string]float64) []row {
	all := 0.0
	for _, g := range diskGroups {
		all += m[g.name]
	}
	const copies = 3 // the server and two replicas
	kept := func(bytes float64) float64 { return copies * bytes * headroom / giga * p["disk"] }
	servers := func(n float64) float64 {
		memory := copies*max(16, n*(all-m["captures"])*hot/giga) + programs*(2+n*m["columns"]/giga)
		return memory*p["memory"]*monthly + (copies*8+programs*4)*p["processor"]*monthly
	}
	return []row{
		{what: "a month, in dollars"},
		each("disk, captures in the database", "$", kept(all)),
		each("disk, captures in an object store", "$", kept(all-m["captures"])+m["captures"]/giga*p["objects"]),
		{"memory and processors of 3 databases, 4 web servers and workers", "$", servers},
	}
}

const (
	headroom = 1.5 // of a disk, for what is written anew, logs and growth
	hot      = 0.1 // the part of the record, captures left out, that is to stay in the database's memory
	programs = 4
)

func table(rows []row) string {
	var out strings.Builder
	for i, r := range rows {
		fmt.Fprintf(&out, "| %s |", r.what)
		for _, n := range sizes {
			switch {
			case i == 0:
				fmt.Fprintf(&out, " %s releases |", grouped(n))
			case r.unit == "$":
				fmt.Fprintf(&out, " %s |", grouped(rounded(r.of(n))))
			default:
				fmt.Fprintf(&out, " %s %s |", grouped(rounded(r.of(n))), r.unit)
			}
		}
		out.WriteByte('\n')
		if i == 0 {
			out.WriteString("|" + strings.Repeat(" --- |", len(sizes)+1) + "\n")
		}
	}
	return out.String()
}

// rounded leaves two digits that count: no more is known.
func rounded(v float64) float64 {
	s, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 1, 64), 64)
	if err != nil {
		return v
	}
	return s
}

// grouped is a number with commas between thousands.
func grouped(v float64) string {
	if v < 10 {
		return strconv.FormatFloat(v, 'g', 2, 64)
	}
	s := strconv.FormatFloat(v, 'f', 0, 64)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}
