package name

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// waters open the names of rivers and lakes, and are given names at times.
var waters = map[string]bool{"river": true, "loch": true, "lough": true}

// dateline takes a place in capitals that opens a block, before a run that is
// not in capitals: "TOLLERBY Port Minister Jane Doe". It returns where to go
// on, or 0.
func (r *reader) dateline(i, j int) int {
	t := &r.d.Tokens[i]
	if t.Shape != text.Upper || t.End-t.Start < 5 || !r.opens(i) {
		return 0
	}
	end, kind, ok := r.known(i, j)
	if !ok || kind != onrecord.NamePlace || end >= j || r.d.Tokens[end].Shape != text.Title {
		return 0
	}
	r.add(candidate{first: i, last: end, kind: kind})
	return r.rest(end, j)
}

// based reports whether the run [i,j) opens with a military station's first
// word where a place stands: "at RAF Ryton".
func (r *reader) based(i, j int) bool {
	if j-i < 2 || i == 0 || r.word(i).prefix != onrecord.NamePlace || r.d.Tokens[i].Shape != text.Upper || r.d.Tokens[i+1].Shape != text.Title || r.word(i+1).head != "" || r.post(i+1) {
		return false
	}
	switch r.d.Tokens[i-1].Norm {
	case "at", "from", "in", "near", "to", "outside", "of", "and":
	default:
		return false
	}
	_, kind, ok := r.known(i+1, j)
	return !ok || kind == onrecord.NamePlace
}

// inState reports whether the state of a town follows the unknown name:
// "Ryton, CA", "in Ryton, Ohio".
func (r *reader) inState(c *candidate) bool {
	t, k := r.d.Tokens, c.first
	limit := r.sentenceEnd(k)
	if c.last+1 >= limit || c.last-k > 3 || t[c.last].Norm != "," || r.is(k, nationality|starter|rank) || r.post(c.last-1) {
		return false
	}
	for m := k; m < c.last; m++ {
		if t[m].Kind != text.Word || r.word(m).head != "" || t[m].Has(tag.Month|tag.Weekday) {
			return false
		}
	}
	s := c.last + 1
	if r.is(s, state) && (t[s].Shape == text.Upper || t[s].Shape == text.Title && s+1 < len(t) && t[s+1].Norm == "." && (t[s].End-t[s].Start > 2 || t[s+1].Glued)) {
		return c.last-k > 1 || t[k].Shape != text.Upper || t[k].End-t[k].Start > 3
	}
	end, kind, ok := r.known(s, limit)
	if !ok || kind != onrecord.NamePlace || k == 0 || end < limit && t[end].Kind == text.Word {
		return false
	}
	switch t[k-1].Norm {
	case "in", "at", "from", "near", "to", "outside":
		return true
	}
	return false
}

// county returns the end of a county that is written short at i: "Co. Ryton", "Co Ryton"; 0
// where there is none.
func (r *reader) county(i int) int {
	t, k := r.d.Tokens, i+1
	if t[i].Norm != "co" || t[i].Shape != text.Title {
		return 0
	}
	limit := r.sentenceEnd(i)
	if k < limit && t[k].Norm == "." && t[k].Glued {
		k++
	}
	if end, kind, ok := r.known(k, limit); k < limit && ok && kind == onrecord.NamePlace {
		return end
	}
	return 0
}

// airStation returns the end of a station of an air force or navy that opens the
// run [i,j) with the force's letters and goes on with its town: "RAF Ryton"; 0
// where there is none.
func (r *reader) airStation(i, j int) int {
	if j-i < 2 || r.word(i).prefix != onrecord.NamePlace || r.d.Tokens[i].Shape != text.Upper || r.d.Tokens[i].End-r.d.Tokens[i].Start < 3 {
		return 0
	}
	if end, kind, ok := r.known(i+1, j); ok {
		if kind == onrecord.NamePlace {
			return end
		}
		return 0
	}
	if w := &r.d.Tokens[i+1]; w.Shape != text.Title || !r.blank(i+1) || w.Tags != 0 || r.plural(i+1) && i+2 < j {
		return 0
	}
	if r.d.Tokens[i].Norm == "raf" && (r.plural(i+1) || r.d.Tokens[i+1].End-r.d.Tokens[i+1].Start == 1) {
		return 0 // "RAF Typhoons"
	}
	if i+2 < j && r.d.Tokens[i+2].Kind == text.Word && !r.post(i+2) {
		return 0 // "RAF Brindle Trust"
	}
	return i + 2
}

// moved reports whether the word before token i is the "to" of a verb or noun
// of moving: "sailed to Ryton".
func (r *reader) moved(i int) bool {
	return i > 1 && r.d.Tokens[i-1].Norm == "to" && motions.Has(r.d.Tokens[i-2].Norm) && r.d.Tokens[i-2].Sentence == r.d.Tokens[i].Sentence
}

// motions are words after which "to" leads to a place.
var motions = list("motion")

// datelined reports whether the unknown words in capitals open a block before
// a dash, as the town does from which a release is sent: "RYTON – The …".
func (r *reader) datelined(c *candidate) bool {
	t := r.d.Tokens
	if c.last >= len(t) || c.last-c.first > 3 || c.first > 0 && strings.IndexByte(r.d.Text[t[c.first-1].End:t[c.first].Start], '\n') < 0 {
		return false
	}
	switch t[c.last].Norm {
	case "–", "—", "-", "--":
	default:
		return false
	}
	if t[c.last].Glued && t[c.last].Norm == "-" || c.last+1 >= len(t) || t[c.last+1].Sentence != t[c.first].Sentence {
		return false
	}
	for k := c.first; k < c.last; k++ {
		if t[k].Kind != text.Word || t[k].Shape != text.Upper || notices.Has(t[k].Norm) || r.word(k).head != "" || r.post(k) || r.is(k, starter) {
			return false
		}
	}
	return c.last-c.first > 1 || t[c.first].End-t[c.first].Start > 4
}

// notices are words in capitals before a dash that name no town.
var notices = list("notice")

// district returns the end of an electoral district that is called by its
// state, the place [i,end), and its number: "Ryton’s 5th Congressional
// District"; 0 where there is none.
func (r *reader) district(end, limit int) int {
	t, k := r.d.Tokens, end
	if k+3 >= limit || t[k].Kind != text.Clitic || t[k+1].Kind != text.Number || !t[k+2].Glued || t[k+2].Kind != text.Word {
		return 0
	}
	k += 3
	if t[k].Norm == "congressional" {
		k++
	}
	if k < limit && t[k].Norm == "district" {
		return k + 1
	}
	return 0
}

// numberedDistrict returns the end of a seat of Congress called by the number at i:
// "the 9th Congressional District"; 0 where there is none.
func (r *reader) numberedDistrict(i, limit int) int {
	t := r.d.Tokens
	if i+3 >= limit || !t[i+1].Glued || t[i+2].Norm != "congressional" || t[i+3].Norm != "district" || t[i+3].Shape < text.Title {
		return 0
	}
	switch t[i+1].Norm {
	case "st", "nd", "rd", "th":
		return i + 4
	}
	return 0
}

// road returns the end of a road that is called by the letter at i and a number
// glued to it, where roads stand: "the A303", "the M25 and A3"; 0 where there is
// none.
func (r *reader) road(i int) int {
	t := r.d.Tokens
	if end := r.americanRoad(i); end > 0 {
		return end
	}
	if t[i].End-t[i].Start != 1 || t[i].Shape == text.Lower || i == 0 || i+2 >= len(t) || t[i+1].Kind != text.Number || !t[i+1].Glued || t[i+1].End-t[i+1].Start > 4 || t[i+2].Glued && t[i+2].Kind == text.Word {
		return 0
	}
	switch t[i].Norm {
	case "a", "b", "m", "n":
	default:
		return 0
	}
	switch t[i-1].Norm {
	case "the":
	case "/", "and", ",":
		if i < 2 || !r.taken[i-2] {
			return 0
		}
	default:
		return 0
	}
	if r.attributive(i+2) && !roadWords[t[i+2].Norm] {
		return 0
	}
	return i + 2
}

// americanRoad returns the end of a road of the United States that is called by a letter or two, a hyphen and a number:
// "I-95", "US-33"; 0 where there is none.
func (r *reader) americanRoad(i int) int {
	t := r.d.Tokens
	if i+2 >= len(t) || t[i].Shape == text.Lower || t[i+1].Norm != "-" || !t[i+1].Glued || t[i+2].Kind != text.Number || !t[i+2].Glued || t[i+2].End-t[i+2].Start > 3 || i > 0 && t[i-1].Norm == "(" {
		return 0
	}
	switch t[i].Norm {
	case "i", "us", "sr":
	default:
		return 0
	}
	if i+3 < len(t) && t[i+3].Glued && t[i+3].Kind != text.Punct {
		return 0
	}
	return i + 3
}

// roadWords are nouns that a road's number may describe.
var roadWords = map[string]bool{"road": true, "motorway": true, "motorways": true, "roads": true, "junctions": true, "corridor": true, "junction": true, "bypass": true, "dual": true, "route": true, "trunk": true, "scheme": true, "upgrade": true, "improvement": true, "improvements": true, "between": true, "near": true, "around": true, "eastbound": true, "westbound": true, "northbound": true, "southbound": true, "link": true, "relief": true, "bridge": true}

// roadworks returns where the name of what is built on the road that ends at i ends: at the
// head of the words in capitals that follow, as in "the A12 Ryton Bypass"; i where none do.
func (r *reader) roadworks(i, limit int) int {
	if i >= limit || !r.capital(i) || r.taken[i] || r.d.Tokens[i].Glued {
		return i
	}
	end := r.plain(i)
	for k := end - 1; k >= i; k-- {
		if onRoads.Has(r.d.Tokens[k].Norm) {
			if k+1 < limit && r.d.Tokens[k+1].Kind == text.Number && r.d.Tokens[k].Norm == "junction" {
				return k + 2 // "the M2 Junction 5"
			}
			return k + 1
		}
	}
	return i
}

// onRoads are words for parts of roads, which are called by the road's number.
var onRoads = list("roadworks")
