package link

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// lawTitle cuts the folded name of a law into its title, without the year and
// the word that says what it is, that word ("bill", "act") and the year.
func lawTitle(folded string) (title, sort, year string) {
	words := strings.Fields(folded)
	n := len(words)
	if n > 2 && isYear(words[n-1]) {
		year, n = words[n-1], n-1
		if n > 2 && words[n-1] == "of" {
			n-- // "Act of 2022"
		}
	}
	if n < 2 || words[n-1] != "bill" && words[n-1] != "act" {
		return folded, "", ""
	}
	return strings.Join(words[:n-1], " ") + " law", words[n-1], year
}

func isYear(w string) bool {
	if len(w) != 4 || w[0] != '1' && w[0] != '2' {
		return false
	}
	return strings.Trim(w, "0123456789") == ""
}

// longestPassage is how many years after the first release that names a bill
// the act of its title may be of.
const longestPassage = 2

// ofTitle: a bill and the act that it became have one title, and an act is
// named with its year or without. Where acts of two years have the title, what
// has no year may be either; a bill is not that of an act made before it.
func ofTitle(n Naming, kin []Naming) (Same, bool) {
	title, sort, year := lawTitle(n.own())
	if sort == "" || year != "" {
		return Same{}, false
	}
	var acts []Naming
	years := map[string]bool{}
	for _, k := range kin {
		if t, s, y := lawTitle(k.own()); k.Kind == onrecord.NameLaw && s == "act" && t == title && k.ID != n.ID && (sort == "act" && y != "" || sort == "bill" && became(n, k, y)) {
			acts = append(acts, k)
			years[y] = true
		}
	}
	if len(acts) == 0 {
		return Same{}, false
	}
	delete(years, "")
	if len(years) > 1 {
		return left(n, acts, "laws of several years have this title"), true
	}
	head := slices.MinFunc(acts, datedFirst)
	if sort == "bill" {
		return Same{ID: n.ID, Of: head.ID, Rule: SameTitle, Why: fmt.Sprintf("the bill of the title of “%s”", head.printed())}, true
	}
	return Same{ID: n.ID, Of: head.ID, Rule: SameTitle, Why: fmt.Sprintf("“%s” without the year", head.printed())}, true
}

// became reports whether a bill may have become an act by the days on which
// they were first named, and the act's year, "" where it has none.
func became(bill, act Naming, year string) bool {
	if bill.First.IsZero() {
		return false
	}
	if year == "" {
		return bill.First.Before(act.First) && act.First.Year() <= bill.First.Year()+longestPassage
	}
	y, err := strconv.Atoi(year)
	return err == nil && bill.First.Year() <= y && y <= bill.First.Year()+longestPassage
}

// datedFirst orders acts of one title: one with its year first.
func datedFirst(a, b Naming) int {
	_, _, ya := lawTitle(a.own())
	_, _, yb := lawTitle(b.own())
	return cmp.Or(-strings.Compare(ya, yb), mostPrinted(a, b))
}

// begins reports whether a passage says when rules of a law begin, where the undertaking is of that law and has no day of its own.
func begins(c, r *Member) bool {
	if !c.To.IsZero() && !slipped(r) {
		return false
	}
	has := func(term string) bool {
		_, found := slices.BinarySearch(r.Terms, term)
		return found
	}
	if !has("forc") && !has("effect") && !(has("open") && has("rule")) {
		return false
	}
	return slices.ContainsFunc(intersection(spokenOf(c), spokenOf(r)), func(name string) bool { return strings.HasSuffix(name, " law") })
}
