package search

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

var update = flag.Bool("update", false, "write what queries parse to into testdata/queries.txt, to be read before it is committed")

const queriesFile = "testdata/queries.txt"

// TestQueries reads testdata/queries.txt: a query, then "=>" and the tree or
// the error that comes of it.
func TestQueries(t *testing.T) {
	var out strings.Builder
	cases := 0
	for _, line := range queryLines(t) {
		query, want, ok := strings.Cut(line, "=>")
		if strings.HasPrefix(line, "#") || !ok {
			out.WriteString(line + "\n")
			continue
		}
		cases++
		query, want = strings.TrimSpace(query), strings.TrimSpace(want)
		got := outcome(unescaped(t, query))
		fmt.Fprintf(&out, "%s => %s\n", query, got)
		if !*update && got != want {
			t.Errorf("%s\n got  %s\n want %s", query, got, want)
		}
	}
	if cases < 150 {
		t.Errorf("%d cases, at least 150 are kept", cases)
	}
	if *update {
		if err := os.WriteFile(queriesFile, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func queryLines(t testing.TB) []string {
	f, err := os.Open(queriesFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	s := bufio.NewScanner(f)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return lines
}

// unescaped reads a query written as a Go string after a backslash, with an
// optional count: \3"a " is "a a a ".
func unescaped(t testing.TB, query string) string {
	escaped, ok := strings.CutPrefix(query, `\`)
	if !ok {
		return query
	}
	var all strings.Builder
	for part := range strings.SplitSeq(escaped, " + ") {
		digits := len(part) - len(strings.TrimLeft(part, "0123456789"))
		times := 1
		if digits > 0 {
			times, _ = strconv.Atoi(part[:digits])
		}
		s, err := strconv.Unquote(part[digits:])
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		all.WriteString(strings.Repeat(s, times))
	}
	return all.String()
}

func outcome(query string) string {
	n, err := Parse(query)
	var e *Error
	if errors.As(err, &e) {
		return strings.TrimSuffix(fmt.Sprintf("error at %d+%d: %s | %s", e.Offset, e.Length, e.Reason, e.Hint), " | ")
	}
	return dump(n)
}

// dump shows a tree as it is, not as one would type it.
func dump(n Node) string {
	switch n := n.(type) {
	case All:
		return "all"
	case And:
		return "(and " + dumpAll(n.Of) + ")"
	case Or:
		return "(or " + dumpAll(n.Of) + ")"
	case Not:
		return "(not " + dump(n.Of) + ")"
	case Word:
		if n.Prefix {
			return n.Term + "*"
		}
		return n.Term
	case Phrase:
		return "[" + strings.Join(n.Terms, " ") + "]"
	case Field:
		star := ""
		if n.Prefix {
			star = "*"
		}
		return string(n.Name) + "[" + strings.Join(n.Words, " ") + star + "]"
	case Review:
		return "review[" + string(n.State) + "]"
	case Kind:
		return "kind[" + n.Name + "]"
	case Issued:
		return "issued[" + n.From.String() + ".." + n.To.String() + "]"
	case Due:
		return "due[" + n.From.String() + ".." + n.To.String() + "]"
	case Amount:
		return "money[" + dumpEnd(n.Min, n.MinOpen) + ".." + dumpEnd(n.Max, n.MaxOpen) + n.Currency + "]"
	}
	return fmt.Sprintf("%#v", n)
}

func dumpAll(of []Node) string {
	var all []string
	for _, n := range of {
		all = append(all, dump(n))
	}
	return strings.Join(all, " ")
}

func dumpEnd(end *float64, open bool) string {
	switch {
	case end == nil:
		return ""
	case open:
		return "(" + strconv.FormatFloat(*end, 'f', -1, 64) + ")"
	}
	return strconv.FormatFloat(*end, 'f', -1, 64)
}

// checkQuery holds for every query: what Parse takes, String prints so that
// Parse takes it again; what it refuses, it refuses with a place.
func checkQuery(t interface{ Fatalf(string, ...any) }, query string) {
	n, err := Parse(query)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, onrecord.ErrInvalid) || n != nil {
			t.Fatalf("%q: %v, %v", query, n, err)
		}
		end := e.Offset + e.Length
		if e.Offset < 0 || e.Length < 0 || end > len(query) || e.Reason == "" {
			t.Fatalf("%q: bad place %d+%d: %v", query, e.Offset, e.Length, e)
		}
		if utf8.ValidString(query) && (!utf8.ValidString(query[:e.Offset]) || !utf8.ValidString(query[e.Offset:end])) {
			t.Fatalf("%q: place %d+%d is not on character borders", query, e.Offset, e.Length)
		}
		return
	}
	printed := String(n)
	again, err := Parse(printed)
	if err != nil {
		t.Fatalf("%q prints %q: %v", query, printed, err)
	}
	if !reflect.DeepEqual(n, again) {
		t.Fatalf("%q prints %q, which is another tree: %s", query, printed, cmp.Diff(dump(n), dump(again)))
	}
	if !Equal(n, again) || !reflect.DeepEqual(Simplify(n), n) {
		t.Fatalf("%q: %s is not equal to itself or not simple", query, dump(n))
	}
}

func TestQueriesPrint(t *testing.T) {
	for _, line := range queryLines(t) {
		if query, _, ok := strings.Cut(line, "=>"); ok && !strings.HasPrefix(line, "#") {
			checkQuery(t, unescaped(t, strings.TrimSpace(query)))
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, line := range queryLines(f) {
		if query, _, ok := strings.Cut(line, "=>"); ok && !strings.HasPrefix(line, "#") {
			f.Add(unescaped(f, strings.TrimSpace(query)))
		}
	}
	f.Fuzz(func(t *testing.T, query string) { checkQuery(t, query) })
}
