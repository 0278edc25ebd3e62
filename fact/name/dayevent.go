package name

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// dayEvents are described in their file.
var dayEvents = list("day-event")

// dayEvent returns the end of an event that is called by the day on which it happened, which opens at i: "January 6th insurrection",
// "7 July bombings"; 0 where there is none.
func (r *reader) dayEvent(i, limit int) int {
	t := r.d.Tokens
	k := i
	switch {
	case t[i].Has(tag.Month) && t[i].Shape == text.Title:
		k = r.dayNumber(i+1, limit)
	case t[i].Kind == text.Number:
		if k = r.dayNumber(i, limit); k > i && k < limit && t[k].Has(tag.Month) && t[k].Shape == text.Title {
			k++
		} else {
			return 0
		}
	}
	if k <= i+1 || k >= limit || t[k].Kind != text.Word || t[k].Glued || !dayEvents.Has(t[k].Norm) {
		return 0
	}
	return k + 1
}

// dayNumber returns the end of a day's number at i, with the letters that may be glued to it; 0 where there is none.
func (r *reader) dayNumber(i, limit int) int {
	t := r.d.Tokens
	if i >= limit || t[i].Kind != text.Number || t[i].End-t[i].Start > 2 {
		return 0
	}
	if i++; i < limit && t[i].Glued && t[i].Kind == text.Word {
		switch t[i].Norm {
		case "st", "nd", "rd", "th":
			i++
		default:
			return 0
		}
	}
	return i
}
