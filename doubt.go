package onrecord

// Doubt is something that a fact's reading leaves open, and a reason for a
// person to look at it.
type Doubt string

// The doubts.
const (
	DoubtSpeaker  Doubt = "no speaker"     // a quote whose speaker is not known
	DoubtCue      Doubt = "no cue"         // a quote that no words attribute
	DoubtRole     Doubt = "no role"        // a quote without the speaker's post
	DoubtNote     Doubt = "noted"          // a date that was read with a note
	DoubtOpen     Doubt = "open end"       // a date or interval with one end
	DoubtMeasure  Doubt = "no measure"     // a figure without what is measured, a commitment that nothing measures
	DoubtUnit     Doubt = "no unit"        // a figure without its unit
	DoubtActor    Doubt = "no actor"       // a commitment without who undertakes it
	DoubtOwner    Doubt = "no owner"       // a commitment that nobody named answers for
	DoubtDate     Doubt = "no date"        // a commitment without a day by which it is due
	DoubtUnplaced Doubt = "no days"        // a commitment due at a time that could not be placed
	DoubtGiver    Doubt = "no giver"       // money of which the sentence does not say whose it is
	DoubtOneWord  Doubt = "one short word" // a name of one word of at most four letters
)

// Says puts the doubt as a sentence without a full stop.
func (d Doubt) Says() string {
	switch d {
	case DoubtSpeaker:
		return "no speaker is known"
	case DoubtCue:
		return "no words attribute it"
	case DoubtRole:
		return "the speaker's post is not given"
	case DoubtNote:
		return "the date was read with a note"
	case DoubtOpen:
		return "one end is open"
	case DoubtMeasure:
		return "what is measured is not known"
	case DoubtUnit:
		return "it has no unit"
	case DoubtActor:
		return "who undertakes it is not known"
	case DoubtOwner:
		return "nobody named answers for it"
	case DoubtDate:
		return "it has no date"
	case DoubtUnplaced:
		return "its date could not be placed in the calendar"
	case DoubtGiver:
		return "who gives the money is not said"
	case DoubtOneWord:
		return "it is one short word"
	}
	return string(d)
}

// Doubts returns what the reading of a quote leaves open.
func (q *Quote) Doubts() (out []Doubt) {
	out = doubt(out, q.Speaker == "", DoubtSpeaker)
	out = doubt(out, q.Cue == nil, DoubtCue)
	return doubt(out, q.Speaker != "" && q.Role == "", DoubtRole)
}

// Doubts returns what the reading of a date leaves open.
func (d *DateFact) Doubts() (out []Doubt) {
	out = doubt(out, d.Note != "", DoubtNote)
	return doubt(out, (d.From.IsZero() || d.To.IsZero()) && (d.Bound == "" || d.Bound == BoundOn || d.Bound == BoundWithin), DoubtOpen)
}

// Doubts returns what the reading of a figure leaves open.
func (f *Figure) Doubts() (out []Doubt) {
	out = doubt(out, f.Of == "", DoubtMeasure)
	return doubt(out, f.Unit == "" && f.Kind != FigureCount && f.Kind != FigureRatio, DoubtUnit)
}

// Doubts returns what the reading of a commitment leaves open.
func (c *Commitment) Doubts() (out []Doubt) {
	out = doubt(out, c.Actor == "", DoubtActor)
	for _, l := range c.Lacks {
		switch l {
		case LackOwner:
			out = append(out, DoubtOwner)
		case LackMeasure:
			out = append(out, DoubtMeasure)
		case LackDate:
			out = append(out, DoubtDate)
		}
	}
	return doubt(out, c.Due != nil && c.Due.From.IsZero() && c.Due.To.IsZero(), DoubtUnplaced)
}

// Doubts returns what the reading of a name leaves open.
func (n *Name) Doubts() (out []Doubt) {
	return doubt(out, len([]rune(n.Text)) <= 4, DoubtOneWord)
}

// Doubts returns what the reading of a relation leaves open.
func (r *Relation) Doubts() (out []Doubt) {
	return doubt(out, len(r.From) == 0, DoubtGiver)
}

func doubt(list []Doubt, holds bool, d Doubt) []Doubt {
	if holds {
		list = append(list, d)
	}
	return list
}
