package page

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// A fact's reading, line by line, for each kind of fact. What is not known is said.

// known is a value, or what is said where there is none.
func known(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (w writing) quoteFields(r row) []field {
	q := r.Quote
	speaker := field{Name: "Speaker", Value: known(q.Speaker, "not known: the release names none, or more than one fits")}
	if q.Speaker != "" {
		speaker.Address = address("/quotes", nil, "speaker", q.Speaker)
	}
	out := []field{speaker, {Name: "Post, as printed", Value: known(q.Role, "not given")}}
	if q.Post != "" && q.Post != q.Role {
		out = append(out, field{Name: "Post", Value: q.Post})
	}
	if q.Body != "" {
		out = append(out, field{Name: "Of", Value: q.Body})
	}
	return out
}

func (w writing) dateFields(r row) []field {
	out := []field{{Name: "Days", Value: r.Reading}, {Name: "Bound", Value: known(string(r.Date.Bound), "not known")}}
	if r.Date.Note != "" {
		out = append(out, field{Name: "Note", Value: r.Date.Note})
	}
	return out
}

func (w writing) commitmentFields(r row) []field {
	c := r.Commitment
	due := field{Name: "Due", Value: r.Due}
	if c.Due != nil && c.Due.Text != "" {
		due.Value += " (“" + c.Due.Text + "”)"
	}
	return []field{
		{Name: "Who", Value: known(c.Actor, "not known")}, {Name: "What is to be done", Value: known(c.Action, "not read apart from the sentence")},
		due, {Name: "By its date", Value: r.Status.Words}, {Name: "Strength", Value: strengthWords(c.Strength)},
		{Name: "Missing to check it", Value: lackWords(c.Lacks)},
	}
}

func (w writing) nameFields(r row) []field {
	out := []field{{Name: "Name", Value: r.Name.Text, Address: acrossAddress(r.Name)}, {Name: "Kind", Value: string(r.Name.Kind)}}
	if len(r.Name.Aliases) > 0 {
		out = append(out, field{Name: "Also as", Value: strings.Join(r.Name.Aliases, "; ")})
	}
	if len(r.Name.Roles) > 0 {
		out = append(out, field{Name: "Posts, as printed", Value: strings.Join(r.Name.Roles, "; ")})
	}
	return append(out, field{Name: "Stands here", Value: w.plural(len(r.Name.Spans), "time", "times")})
}

func (w writing) relationFields(r row) []field {
	out := []field{{Name: "From", Value: known(strings.Join(r.Relation.From, "; "), "not said")}, {Name: "Relation", Value: strings.ReplaceAll(string(r.Relation.Type), "_", " ")}, {Name: "To", Value: r.Relation.To}}
	if r.Relation.Amount != nil {
		out = append(out, field{Name: "Sum", Value: known(r.Sum, w.amount(*r.Relation.Amount))})
	}
	return out
}

// acrossAddress is the page of the named thing across the record.
func acrossAddress(n *onrecord.Name) string {
	return nameAddress(n.Kind, link.NameID(n.Kind, n.Text))
}

func strengthWords(s onrecord.Strength) string {
	switch s {
	case onrecord.StrengthWill:
		return "will: said to be going to happen"
	case onrecord.StrengthPledge:
		return "pledge: promised"
	case onrecord.StrengthTarget:
		return "target: aimed at"
	case onrecord.StrengthInForce:
		return "in force: set in force"
	}
	return "not known"
}

// lackWords say what a commitment does not give.
func lackWords(lacks []onrecord.Lack) string {
	words := make([]string, len(lacks))
	for i, l := range lacks {
		switch l {
		case onrecord.LackOwner:
			words[i] = "who answers for it"
		case onrecord.LackMeasure:
			words[i] = "a measure: a number or a definite thing"
		case onrecord.LackDate:
			words[i] = "a date"
		default:
			words[i] = string(l)
		}
	}
	if lacks == nil {
		return "not known: it was read by earlier rules"
	}
	if len(words) == 0 {
		return "nothing: it has an owner, a measure and a date"
	}
	return strings.Join(words, "; ")
}

func (w writing) figureFields(r row) []field {
	f := r.Figure
	out := []field{{Name: "Value", Value: r.Reading}, {Name: "Of what", Value: f.Of}, {Name: "Kind", Value: string(f.Kind)}}
	if f.Of == "" {
		out[1].Value = "not known"
	}
	if f.Period != nil {
		out = append(out, field{Name: "When", Value: w.interval(f.Period.From, f.Period.To) + " (“" + f.Period.Text + "”)"})
	}
	if f.Place != "" {
		out = append(out, field{Name: "Where", Value: f.Place})
	}
	if f.Was != nil {
		out = append(out, field{Name: "Before", Value: w.valueWords(*f, *f.Was)})
	}
	if f.PartOf != nil {
		out = append(out, field{Name: "Part of", Value: w.valueWords(*f, *f.PartOf)})
	}
	return out
}
