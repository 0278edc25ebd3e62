package onrecord

import (
	"fmt"
	"slices"
	"strings"
)

// Fields returns what people may correct of a quote. Setting a field sets it
// of this quote.
func (q *Quote) Fields() []Field {
	return []Field{textField("speaker", &q.Speaker), textField("role", &q.Role), textField("post", &q.Post), textField("body", &q.Body)}
}

func (q *Quote) reviewed() reviewed {
	return reviewed{&q.Review, q.Fields(), q.words, q.cut, func(corrected []string) error {
		// They were read from the role that is no more.
		if slices.Contains(corrected, "role") && !slices.Contains(corrected, "post") {
			q.Post = ""
		}
		if slices.Contains(corrected, "role") && !slices.Contains(corrected, "body") {
			q.Body = ""
		}
		return nil
	}}
}

// Bounds lists all bounds of a date.
var Bounds = []Bound{BoundOn, BoundBy, BoundBefore, BoundSince, BoundFrom, BoundUntil, BoundWithin}

// Fields returns what people may correct of a date.
func (d *DateFact) Fields() []Field {
	return []Field{dateField("from", &d.From), dateField("to", &d.To), choiceField("bound", &d.Bound, Bounds)}
}

func (d *DateFact) reviewed() reviewed {
	return reviewed{&d.Review, d.Fields(), d.words, d.cut, func([]string) error {
		if d.From.IsZero() && d.To.IsZero() {
			return fmt.Errorf("a date has a day on one side at least")
		}
		return inOrder("from", "to", d.From, d.To)
	}}
}

func inOrder(first, last string, from, to Date) error {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return fmt.Errorf("%s (%s) stands after %s (%s)", first, from, last, to)
	}
	return nil
}

// Qualifiers lists all qualifiers of a figure.
var Qualifiers = []Qualifier{QualifierExact, QualifierAbout, QualifierNearly, QualifierMoreThan, QualifierAtLeast, QualifierUpTo, QualifierLessThan}

// Fields returns what people may correct of a figure.
func (f *Figure) Fields() []Field {
	return []Field{
		choiceField("kind", &f.Kind, FigureKinds), numberField("value", &f.Value), optionalField("value_to", &f.ValueTo), textField("unit", &f.Unit),
		choiceField("qualifier", &f.Qualifier, Qualifiers), choiceField("change", &f.Change, []string{"", "up", "down"}), optionalField("was", &f.Was),
		textField("of", &f.Of), optionalField("part_of", &f.PartOf), textField("per", &f.Per), textField("place", &f.Place),
	}
}

func (f *Figure) reviewed() reviewed {
	return reviewed{&f.Review, f.Fields(), f.words, f.cut, nil}
}

// Strengths lists all strengths of a commitment.
var Strengths = []Strength{StrengthWill, StrengthPledge, StrengthTarget, StrengthInForce}

// Lacks lists all that a commitment can lack, in order.
var Lacks = []Lack{LackOwner, LackMeasure, LackDate}

// Fields returns what people may correct of a commitment.
func (c *Commitment) Fields() []Field {
	due := func(name string, end func(*Due) *Date) Field {
		var none Due
		get := func() *Date {
			if c.Due == nil {
				return end(&none)
			}
			return end(c.Due)
		}
		f := dateField(name, new(Date))
		f.get = func() string { return dayOrNone(*get()) }
		f.set = func(s string) error {
			var day Date
			if err := dateField(name, &day).set(s); err != nil {
				return err
			}
			now := Due{}
			if c.Due != nil {
				now = *c.Due // another version may share it
			}
			*end(&now) = day
			c.Due = &now
			return nil
		}
		return f
	}
	return []Field{
		textField("actor", &c.Actor), textField("action", &c.Action),
		due("due_from", func(d *Due) *Date { return &d.From }), due("due_to", func(d *Due) *Date { return &d.To }),
		choiceField("strength", &c.Strength, Strengths), listField("lacks", c.lacks, c.setLacks),
	}
}

func (c *Commitment) lacks() (out []string) {
	for _, l := range c.Lacks {
		out = append(out, string(l))
	}
	return out
}

func (c *Commitment) setLacks(list []string) error {
	c.Lacks = []Lack{}
	for _, l := range list {
		if !slices.Contains(Lacks, Lack(l)) {
			return fmt.Errorf("%.40q is none of owner; measure; date", l)
		}
	}
	for _, l := range Lacks {
		if slices.Contains(list, string(l)) {
			c.Lacks = append(c.Lacks, l)
		}
	}
	return nil
}

func (c *Commitment) reviewed() reviewed {
	return reviewed{&c.Review, c.Fields(), c.words, c.cut, func(corrected []string) error {
		if c.Due != nil && c.Due.From.IsZero() && c.Due.To.IsZero() {
			c.Due = nil
		}
		dated := slices.Contains(corrected, "due_from") || slices.Contains(corrected, "due_to")
		if dated && !slices.Contains(corrected, "lacks") && c.Lacks != nil {
			list := slices.DeleteFunc(c.lacks(), func(l string) bool { return l == string(LackDate) })
			if c.Due == nil {
				list = append(list, string(LackDate))
			}
			if err := c.setLacks(list); err != nil {
				return err
			}
		}
		if c.Due == nil {
			return nil
		}
		return inOrder("due_from", "due_to", c.Due.From, c.Due.To)
	}}
}

// Fields returns what people may correct of a name.
func (n *Name) Fields() []Field {
	return []Field{
		choiceField("kind", &n.Kind, NameKinds),
		listField("aliases", func() []string { return n.Aliases }, func(list []string) error {
			n.Aliases = append([]string{}, list...)
			return nil
		}),
		listField("roles", func() []string { return n.Roles }, func(list []string) error {
			n.Roles = list
			return nil
		}),
	}
}

func (n *Name) reviewed() reviewed {
	return reviewed{&n.Review, n.Fields(), func() string { return n.Text }, n.cut, nil}
}

// cut gives the name other words, one place of which overlaps one of its own;
// its spans are then all places of these words.
func (n *Name) cut(text, words string) bool {
	if !slices.ContainsFunc(n.Spans, func(p Pair) bool {
		_, found := cutAround(text, words, Span(p))
		return found
	}) {
		return false
	}
	n.Text, n.Spans = words, nil
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return true
		}
		n.Spans = append(n.Spans, Pair{Start: at + i, End: at + i + len(words)})
		at += i + len(words)
	}
}

// RelationTypes lists all types of relation.
var RelationTypes = []RelationType{RelationLeads, RelationHolds, RelationPartOf, RelationFunds, RelationReplaces, RelationMerges, RelationCreates, RelationRuns, RelationIntroduced, RelationMemberOf}

// Fields returns what people may correct of a relation.
func (r *Relation) Fields() []Field {
	return []Field{
		choiceField("type", &r.Type, RelationTypes),
		listField("from", func() []string { return r.From }, func(list []string) error {
			r.From = list
			return nil
		}),
		textField("to", &r.To), optionalField("amount", &r.Amount),
	}
}

func (r *Relation) reviewed() reviewed {
	return reviewed{&r.Review, r.Fields(), r.words, r.cut, nil}
}
