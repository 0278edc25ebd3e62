package link

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// Joined is one name of a thing: the thing's id is that of its head.
type Joined struct {
	ID, Head string
	// Of, Rule and Why say which other name of the thing it is the same as;
	// they are "" for the head.
	Of   string
	Rule SameRule
	Why  string
}

// Join puts names together: by what was decided for each, and then by what
// people said, in the order in which they said it. Names are all names that
// the decisions and merges among them reach; what speaks of other names is
// passed over. The members are in order of id, whatever the order of names and
// statements.
//
// A merge puts all of the subject's thing under the object's head. A split
// takes back a merge of the same two names, whichever came first; where they
// are still one thing, the one that was the same as the other by a rule, else
// the subject, leaves it, with what was the same as it.
func Join(names []Same, said []onrecord.Statement) []Joined {
	names = slices.SortedFunc(slices.Values(names), func(a, b Same) int { return strings.Compare(a.ID, b.ID) })
	t := trees{}
	for _, n := range names {
		t[n.ID] = &branch{}
	}
	for _, n := range names {
		if n.Of != "" && t[n.Of] != nil && t.head(n.ID) != t.head(n.Of) {
			*t[n.ID] = branch{of: n.Of, rule: n.Rule, why: n.Why}
		}
	}
	for _, s := range standingStatements(said) {
		t.apply(s)
	}
	out := make([]Joined, len(names))
	for i, n := range names {
		b := t[n.ID]
		out[i] = Joined{ID: n.ID, Head: t.head(n.ID), Of: b.of, Rule: b.rule, Why: b.why}
	}
	return out
}

// trees hold for each name which other it is the same as.
type trees map[string]*branch

type branch struct {
	of   string
	rule SameRule
	why  string
}

func (t trees) head(id string) string {
	for t[id].of != "" {
		id = t[id].of
	}
	return id
}

// under reports whether a is the same as b by way of its own branch.
func (t trees) under(a, b string) bool {
	for a = t[a].of; a != ""; a = t[a].of {
		if a == b {
			return true
		}
	}
	return false
}

func (t trees) apply(s onrecord.Statement) {
	if t[s.Subject] == nil || t[s.Object] == nil {
		return
	}
	subject, object := t.head(s.Subject), t.head(s.Object)
	switch {
	case s.Kind == onrecord.StatementMerge && subject != object:
		*t[subject] = branch{of: object, rule: SaidMerged, why: saidWhy(s)}
	case s.Kind != onrecord.StatementSplit || subject != object:
	case t.under(s.Subject, s.Object):
		*t[s.Subject] = branch{}
	case t.under(s.Object, s.Subject):
		*t[s.Object] = branch{}
	default:
		*t[s.Subject] = branch{}
	}
}

func saidWhy(s onrecord.Statement) string {
	why := fmt.Sprintf("%s said so on %s", s.By, s.At.UTC().Format("2 January 2006"))
	if s.Note != "" {
		why += ": " + s.Note
	}
	return why
}

// standingStatements returns the merges and splits that stand, in the order in
// which they were made: of those about the same two names the last.
func standingStatements(said []onrecord.Statement) []onrecord.Statement {
	said = slices.SortedFunc(slices.Values(said), onrecord.Statement.Compare)
	said = slices.DeleteFunc(said, func(s onrecord.Statement) bool { return s.Undone })
	last := map[[2]string]int{}
	pair := func(s onrecord.Statement) [2]string {
		return [2]string{min(s.Subject, s.Object), max(s.Subject, s.Object)}
	}
	for i, s := range said {
		if s.Kind == onrecord.StatementMerge || s.Kind == onrecord.StatementSplit {
			last[pair(s)] = i
		}
	}
	var out []onrecord.Statement
	for i, s := range said {
		if (s.Kind == onrecord.StatementMerge || s.Kind == onrecord.StatementSplit) && last[pair(s)] == i {
			out = append(out, s)
		}
	}
	return out
}

// Shown returns how the thing of these names is shown where people renamed it,
// "" where none did or the last took it back.
func Shown(ids []string, said []onrecord.Statement) string {
	words := ""
	for _, s := range slices.SortedFunc(slices.Values(said), onrecord.Statement.Compare) {
		if s.Kind == onrecord.StatementRename && !s.Undone && slices.Contains(ids, s.Subject) {
			words = s.Words
		}
	}
	return words
}
