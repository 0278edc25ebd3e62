package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// waters open the names of rivers and lakes, and are given names at times.
var waters = map[string]bool{"river": true, "loch": true, "lough": true}

// joints are the small words that may stand between the capitalised words of
// an act's name.
var joints = map[string]bool{"to": true, "for": true, "of": true, "from": true, "in": true, "on": true, "our": true, "a": true, "an": true, "and": true, "&": true, "with": true, "by": true, "at": true, "against": true, "their": true, "as": true}

// smallWords returns the end of a law or scheme that opens with the run [i,j)
// and whose head comes after small words: "Freedom to Moor Act", "Assistance
// to Pilots Grant Program". It returns 0 where there is none. An article or a
// mark before it must show where the name starts.
func (r *reader) smallWords(i, j int) int {
	limit := r.sentenceEnd(i)
	if j >= limit || r.d.Tokens[j].Kind != text.Word || r.d.Tokens[j].Shape != text.Lower || !joints[r.d.Tokens[j].Norm] || !r.determined(i) {
		return 0
	}
	if last := r.headIndex(i, j); r.post(last) || r.word(last).head == onrecord.NameLaw {
		return 0
	}
	to, k := false, j
	for n := 0; n < 5; n++ {
		m := k
		for m < limit && m < k+3 && r.d.Tokens[m].Shape == text.Lower && joints[r.d.Tokens[m].Norm] {
			to = to || r.d.Tokens[m].Norm == "to"
			m++
		}
		if m == k || m >= limit || !r.capital(m) || r.taken[m] || r.is(m, starter) && !r.capitalised(m) {
			return 0
		}
		k = r.run(m)
		last := r.headIndex(m, k)
		switch head := r.word(last).head; {
		case head == onrecord.NameLaw && (statutes[r.d.Tokens[last].Norm]):
			if _, _, ok := r.known(i, j); ok && !to {
				return 0 // "the Home Office and Harbours Act"
			}
			return k
		case head == onrecord.NameScheme && to && n == 0:
			return k
		}
	}
	return 0
}

// statutes are heads of laws whose names may be whole phrases.
var statutes = map[string]bool{"act": true, "bill": true}

// determined reports whether an article, a mark or a number before the token
// at i shows that a name starts there.
func (r *reader) determined(i int) bool {
	if i == 0 || r.d.Tokens[i-1].Sentence != r.d.Tokens[i].Sentence {
		return false
	}
	switch p := &r.d.Tokens[i-1]; p.Norm {
	case "the", "a", "this", "his", "her", "their", "“", "\"", "‘", "(", ",":
		return p.Norm != "," || i > 1 && r.d.Tokens[i-2].Kind == text.Number // "H.R. 12, the …"
	default:
		return p.Kind == text.Number
	}
}

// units are words for parts of armed forces that are known by a number.
var units = map[string]bool{"squadron": true, "battalion": true, "brigade": true, "regiment": true, "corps": true, "division": true, "wing": true, "battery": true, "platoon": true, "flotilla": true, "commando": true, "regiments": true, "flight": true, "fleet": true}

// unit returns the end of a military unit that opens with the number at i:
// "33 Squadron", "4th Battalion, The Ryton Rifles"; 0 where none does.
func (r *reader) unit(i, limit int) int {
	t := r.d.Tokens
	k := i + 1
	if k < limit && t[k].Glued && (t[k].Norm == "st" || t[k].Norm == "nd" || t[k].Norm == "rd" || t[k].Norm == "th") {
		k++
	}
	if k >= limit || t[k].Glued || !r.capital(k) || r.taken[k] || t[k].Has(tag.Month) || t[i].End-t[i].Start > 5 {
		return 0
	}
	end := r.run(k)
	last := r.headIndex(k, end)
	if !units[t[last].Norm] {
		if !units[t[k].Norm] || end == k+1 || r.word(last).head != onrecord.NameBody {
			return 0
		}
		return end // "2nd Battalion Royal Tollerby Regiment"
	}
	m := end
	if m < limit && t[m].Norm == "," {
		m++
	}
	if m+1 < limit && t[m].Norm == "the" && r.capital(m+1) {
		if e := r.run(m + 1); r.word(r.headIndex(m+1, e)).head == onrecord.NameBody && r.personSuffix(m+1, e) < 0 {
			return e
		}
	}
	if end < limit && t[end].Norm == "of" {
		if e := r.complement(end+1, limit, onrecord.NameBody, "of"); e > 0 {
			return e
		}
	}
	return end
}

// agent reports whether letters in capitals that no list knows stand where
// only a body can: before a verb of saying, as the owner of a post, or as
// whom the holder of a post serves.
func (r *reader) agent(c *candidate) bool {
	t := r.d.Tokens
	k := c.first
	if c.last-k != 1 || t[k].Shape != text.Upper || t[k].End-t[k].Start < 3 || t[k].End-t[k].Start > 6 || r.index[k] != 0 || t[k].Tags != 0 {
		return false
	}
	if c.last+1 < len(t) && t[c.last+1].Sentence == t[k].Sentence {
		if t[c.last].Has(tag.CueVerb) && t[c.last].Shape == text.Lower && !r.opens(k) {
			return true
		}
		if t[c.last].Kind == text.Clitic && (r.post(c.last+1) || c.last+2 < len(t) && r.post(c.last+2) && t[c.last+1].Kind == text.Word) {
			return true
		}
	}
	p := k - 1
	if p > 0 && t[p].Norm == "the" {
		p--
	}
	return p > 0 && (t[p].Norm == "of" || t[p].Norm == "at") && r.post(p-1) && t[p-1].Sentence == t[k].Sentence && !r.plural(p-1)
}
