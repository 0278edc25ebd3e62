package quote

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/post"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// titled resolves a title and a surname: "Ms Doe", "WO2 Doe".
func (r *reader) titled(a, b int) (int, bool) {
	if b-a < 2 || b-a > 4 {
		return 0, false
	}
	for i := a; i < b-1; i++ {
		t := &r.d.Tokens[i]
		if t.Norm == "whip" && t.Shape >= text.Title {
			continue
		}
		if !t.Has(tag.Honorific) && t.Shape <= text.Title && !post.IsRank(t.Norm) && t.Norm != "." && t.Kind != text.Number {
			return 0, false
		}
	}
	return r.bySurname(b-1, b)
}

// bySurname resolves a speaker called by surname alone, where one person of
// the release has it: a surname may be a place as well ("Jordan said").
func (r *reader) bySurname(a, b int) (int, bool) {
	if b-a != 1 && !(b-a == 3 && r.d.Tokens[a+1].Norm == "-" && r.d.Tokens[a+1].Glued) || r.d.Tokens[a].Shape < text.Title {
		return 0, false
	}
	word := r.d.Words(a, b)
	if e, ok := r.surnames[word]; ok {
		if e < 0 {
			return r.firstCalled(word, a)
		}
		return e, true
	}
	e, ok := r.firstNames[word]
	return e, ok && e >= 0
}

// firstCalled resolves a surname that several people have: it stands for the one
// of them whom the words before token a name, where they name one only.
func (r *reader) firstCalled(surname string, a int) (int, bool) {
	if r.shared == nil {
		r.shared = map[string]sharing{}
		for _, p := range r.people {
			name := r.names[p.entity].Text
			space := strings.LastIndexByte(name, ' ')
			last := name[space+1:]
			if space < 0 || r.surnames[last] >= 0 {
				continue
			}
			switch s, met := r.shared[last]; {
			case !met:
				r.shared[last] = sharing{first: p, other: len(r.d.Tokens)}
			case p.entity != s.first.entity:
				s.other = min(s.other, p.first)
				r.shared[last] = s
			}
		}
	}
	s, met := r.shared[surname]
	if !met || s.first.first >= a || s.other < a {
		return -1, false
	}
	return s.first.entity, true
}

// sharing is who of those with one surname is named first, and the token at which
// another of them is.
type sharing struct {
	first person
	other int
}

// longestName is how many tokens a name after a rank may have.
const longestName = 6

// byRank resolves somebody whom the words [a,b) call by a rank or title and a
// name that stands nowhere else: "Squadron Leader Doe", "Congresswoman Jane Q.
// Doe (D-EM)". The name is all that has capitals after the rank.
func (r *reader) byRank(a, b int) (speaker, bool) {
	t := r.d.Tokens
	for i := a; i+1 < b; i++ {
		if !ranks(&t[i]) || t[i].Shape == text.Lower {
			continue
		}
		first := i + 1
		if t[first].Norm == "." {
			first++
		}
		if first+2 < b && t[first].Norm == "-" && (t[first+1].Norm == "elect" || t[first+1].Norm == "designate") {
			first += 2
		}
		last := first
		for last < b && last < first+longestName && r.inName(last) {
			last++
		}
		last, service := r.beforeService(first, last, b)
		if last == first || service < b && t[service].Norm != "," && t[last].Norm != "(" && t[last].Norm != "[" {
			continue
		}
		if titles[t[i].Norm] {
			first = i // "Dr Doe"
		}
		first = r.d.RankBefore(first) // "Squadron Leader Doe"
		if r.onBehalf(a, first) || r.ofBody(i, last) || last < b && r.ranked(last, b) {
			return speaker{}, false
		}
		who := speaker{name: strings.TrimSuffix(r.d.Words(first, last), "."), role: r.role(r.d.PostBefore(a, first), first, last, b), entity: -1}
		if e, known := r.bySurname(first, last); known && (strings.HasSuffix(r.names[e].Text, " "+who.name) || strings.HasPrefix(r.names[e].Text, who.name+" ")) {
			who.name, who.entity = r.names[e].Text, e
		}
		return who, true
	}
	return speaker{}, false
}

// beforeService returns the end of the name in the tokens [first,b) whose run of
// capitals ends before token last, without the armed service after it, and the end
// of that: "Jane Doe Royal Navy".
func (r *reader) beforeService(first, last, b int) (name, service int) {
	t := r.d.Tokens
	for k := last; k >= last-1 && k > first+1; k-- {
		if k >= b || t[k].Norm != "navy" && t[k].Norm != "marines" && t[k].Norm != "force" {
			continue
		}
		start := k
		for start > first+1 && (t[start-1].Norm == "royal" || t[start-1].Norm == "air") {
			start--
		}
		if start < k {
			return start, k + 1
		}
	}
	return last, last
}

// ranks reports whether the word is a rank or title that somebody is called by.
func ranks(t *tag.Token) bool {
	return called.Has(t.Norm) || t.Has(tag.Honorific) && !address[t.Norm] && t.Norm != "rt"
}

// endsInName reads a post with a surname after it that stands nowhere else:
// "Medical Assistant Doe", "Special Agent in Charge Roe".
func (r *reader) endsInName(a, b int) (speaker, bool) {
	if b-a < 3 || b-a > 8 {
		return speaker{}, false
	}
	t := r.d.Tokens
	last := &t[b-1]
	if last.Kind != text.Word || last.Shape != text.Title && last.Shape != text.Mixed || last.Tags != 0 || last.End-last.Start < 3 || last.Glued && t[b-2].Norm == "-" {
		return speaker{}, false
	}
	if head := &t[b-2]; !heads(head) && head.Norm != "charge" || head.Shape < text.Title || !r.inCapitals(a, b) || headWords.Of(last.Word) {
		return speaker{}, false
	}
	if r.ofBody(b-1, b) || r.isPlace(b-1, b) || r.ofBody(b-2, b) {
		return speaker{}, false
	}
	who := speaker{name: r.d.Words(b-1, b), role: r.trim(a, b-1), entity: -1}
	if e, known := r.bySurname(b-1, b); known {
		who.name, who.entity = r.names[e].Text, e
	}
	return who, true
}

// pastRank returns the token of a person's place where the name starts: after a
// rank that the place takes in and that is no part of the name.
func (r *reader) pastRank(p person) int {
	i := p.first
	for i+1 < p.last && ranks(&r.d.Tokens[i]) && !titles[r.d.Tokens[i].Norm] && r.d.Tokens[i].Shape > text.Lower && !strings.HasPrefix(r.names[p.entity].Text, r.d.Tokens[i].Of(r.d.Text)) {
		i++
		if r.d.Tokens[i].Norm == "." {
			i++
		}
	}
	if i >= p.last {
		return p.first
	}
	return i
}

// onlyRank reports whether a role is no more than a rank: "Brigadier".
func (r *reader) onlyRank(role string) bool {
	for w := range strings.FieldsSeq(role) {
		if w = strings.ToLower(strings.TrimSuffix(w, ".")); !post.IsRank(w) || titles[w] {
			return false
		}
	}
	return role != ""
}

// ranked reports whether another rank or title stands in the words [a,b): two
// people speak.
func (r *reader) ranked(a, b int) bool {
	for i := a; i+1 < b; i++ {
		if t := &r.d.Tokens[i]; (t.Norm == "and" || t.Norm == "&") && ranks(&r.d.Tokens[i+1]) {
			return true
		}
	}
	return false
}

// inName reports whether token i can stand in a name after a rank: a word with
// a capital, an initial's full stop, a hyphen.
func (r *reader) inName(i int) bool {
	t := &r.d.Tokens[i]
	if t.Kind == text.Word {
		return t.Shape >= text.Title && (t.Shape != text.Upper || t.End-t.Start == 1) && !t.Has(tag.PostHead|tag.BodyHead|tag.Function|tag.Honorific) && !called.Has(t.Norm) && !headWords.Of(t.Word)
	}
	return t.Glued && (t.Norm == "-" || t.Norm == "." && r.d.Tokens[i-1].End-r.d.Tokens[i-1].Start == 1)
}

// ofBody reports whether the words [a,b) belong to the name of a body: "General
// Harbours said".
func (r *reader) ofBody(a, b int) bool {
	start, end := int(r.d.Tokens[a].Start), int(r.d.Tokens[b-1].End)
	return r.namesIn(start, end, func(p place) bool { return p.kind == onrecord.NameBody && p.span.End >= end })
}

// withRank returns the person's name with the rank of armed forces that the
// release gives it where it stands first: "Brigadier Jane Doe"; without one for
// somebody whose role names the police.
func (r *reader) withRank(e int, role string) string {
	if name, is := r.inFull[e]; is {
		return name
	}
	name := r.names[e].Text
	police := strings.Contains(strings.ToLower(role), "police")
	for _, p := range r.people {
		if p.entity != e {
			continue
		}
		at := r.pastRank(p)
		switch first := r.d.RankBefore(at); {
		case first < at && !police && !strings.HasPrefix(name, r.d.Tokens[first].Of(r.d.Text)):
			name = r.d.Words(first, at) + " " + name
		case police:
			name = withoutRank(name)
		}
		break
	}
	r.inFull[e] = name
	return name
}

// withoutRank returns a personal name without the rank before it, as long as two
// words are left.
func withoutRank(name string) string {
	for strings.Count(name, " ") > 1 {
		first, rest, _ := strings.Cut(name, " ")
		if _, is := tag.Ranks.Lookup(strings.ToLower(strings.TrimSuffix(first, "."))); !is {
			break
		}
		name = rest
	}
	return name
}
