package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// will reads "X will V" and "X will be Ved" with the modal at i.
func (r *reader) will(s tag.Sentence, i int) *undertaking {
	if r.subordinate(s, i) {
		return nil
	}
	subject := r.subject(s, i)
	verb, passive := r.verbAfter(s, i+1)
	if verb < 0 {
		if i+1 < s.Last && r.d.Tokens[s.Last-1].Norm == ":" && subject.actor != "" && subject.kind == doer {
			return &undertaking{actor: subject.actor, verb: s.Last - 1, strength: onrecord.StrengthWill}
		}
		return nil
	}
	word := base(r.d.Tokens[verb].Norm)
	switch {
	case passive:
		if subject.kind == nobody || !concrete.Has(past(r.d.Tokens[verb].Norm)) && r.d.Tokens[verb].Norm != "based" && r.d.Tokens[verb].Norm != "held" {
			return nil
		}
	case subject.kind == summary:
		// "This will include …" goes on with what was undertaken before.
		if word == "include" && r.last != nil {
			return &undertaking{actor: r.last.actor, verb: verb, strength: r.last.strength}
		}
		return nil
	case subject.kind == nobody:
		return nil
	case word == "have" && subject.kind == doer:
		if !r.names2(verb, s.Last, "power", "powers", "authority", "right", "duty", "remit", "responsibility") {
			return nil
		}
	case word == "go":
		// "will go further by hosting a summit": what follows "by" counts.
		by := r.find(verb, s.Last, "by")
		if by < 0 || by+1 >= s.Last || !gerund(r.d.Tokens[by+1].Norm) || !concrete.Has(base(r.d.Tokens[by+1].Norm)) {
			return nil
		}
		verb = by + 1
	case subject.kind == effect:
		if !r.checkable(verb, s.Last) || word != "give" && word != "grant" && word != "create" && word != "introduce" && word != "modernise" && word != "require" && word != "ban" {
			return nil
		}
	case !r.checkable(verb, s.Last) && !(word == "come" && r.names2(verb, s.Last, "end", "force")) && !(word == "be" && false):
		if r.d.Tokens[s.Last-1].Norm != ":" || isSoft(word) {
			return nil
		}
	}
	if r.quote != nil && subject.kind == doer && !subject.first && !subject.own {
		return nil
	}
	return &undertaking{actor: subject.actor, verb: verb, strength: onrecord.StrengthWill}
}

// progressive reads "we are setting up" and "the government is doubling": what
// is under way and can be checked later. Only the speaker's own side counts.
func (r *reader) progressive(s tag.Sentence, i int) *undertaking {
	j := r.skipAdverbs(s, i+1)
	if j >= s.Last || !gerund(r.d.Tokens[j].Norm) || r.subordinate(s, i) {
		return nil
	}
	subject := r.subject(s, i)
	if !subject.first && !subject.own || subject.kind != doer {
		return nil
	}
	switch base(r.d.Tokens[j].Norm) {
	case "give", "set", "double", "treble", "triple", "introduce", "create", "launch", "establish", "invest", "appoint", "recruit", "ban", "abolish", "extend", "legislate", "publish", "open":
		if r.checkable(j, s.Last) {
			return &undertaking{actor: subject.actor, verb: j, strength: onrecord.StrengthWill}
		}
	}
	return nil
}

// infinitive reads the forms that undertake by "to": "intends to appoint",
// "agreed to reconvene", "mission to halve", "to be confirmed later".
func (r *reader) infinitive(s tag.Sentence, i int) *undertaking {
	if i+1 >= s.Last || i == s.First {
		return nil
	}
	verb, passive := r.verbAfter(s, i+1)
	if verb < 0 {
		return nil
	}
	prev := i - 1
	for prev > s.First && strings.HasSuffix(r.d.Tokens[prev].Norm, "ly") {
		prev--
	}
	if strength, ok := pledges.Lookup(r.d.Tokens[prev].Norm); ok && !passive {
		return r.pledged(s, prev, verb, onrecord.Strength(strength))
	}
	if strength, ok := aims.Lookup(r.d.Tokens[prev].Norm); ok && !passive && r.checkable(verb, s.Last) {
		actor := r.possessor(s, prev)
		if actor == "" || r.quote != nil {
			return nil
		}
		return &undertaking{actor: actor, verb: verb, strength: onrecord.Strength(strength)}
	}
	if passive && r.quote == nil && concrete.Has(past(r.d.Tokens[verb].Norm)) && r.futureDate(s, verb) && r.names.subjectNear(r, s, i) {
		return &undertaking{actor: r.issuer(), verb: verb, strength: onrecord.StrengthWill}
	}
	return nil
}

// pledged reads "X agreed to V": the subject stands before the verb at p.
func (r *reader) pledged(s tag.Sentence, p, verb int, strength onrecord.Strength) *undertaking {
	subject := r.subject(s, p)
	if subject.kind != doer && subject.kind != everyone || r.quote != nil && !subject.first && !subject.own {
		return nil
	}
	word := base(r.d.Tokens[verb].Norm)
	if !r.checkable(verb, s.Last) && !(r.hasFigure(verb, s.Last) && !isSoft(word)) && !r.coordinate(verb, s.Last) {
		return nil
	}
	return &undertaking{actor: subject.actor, verb: verb, strength: strength}
}

// coordinate reports whether a further concrete infinitive follows: "to
// greater collaboration … and to reconvene".
func (r *reader) coordinate(from, last int) bool {
	for i := from; i+2 < last; i++ {
		if r.d.Tokens[i].Norm == "and" && r.d.Tokens[i+1].Norm == "to" && concrete.Has(r.d.Tokens[i+2].Norm) {
			return true
		}
	}
	return false
}

// inForce reads "comes into force", "takes effect" where a date is given.
func (r *reader) inForce(s tag.Sentence, i int) *undertaking {
	_, force := r.d.Match(i+1, "into", "force")
	_, effect := r.d.Match(i+1, "into", "effect")
	if !force && !effect && !(strings.HasPrefix(r.d.Tokens[i].Norm, "take") && i+1 < s.Last && r.d.Tokens[i+1].Norm == "effect") {
		return nil
	}
	subject := r.subject(s, i)
	if subject.kind == nobody && !subject.plainThing {
		return nil
	}
	return &undertaking{actor: r.government(), verb: i, strength: onrecord.StrengthInForce}
}

// verbAfter returns the main verb at or after i, skipping adverbs, "also" and
// the auxiliaries of a passive; -1 where there is none.
func (r *reader) verbAfter(s tag.Sentence, i int) (verb int, passive bool) {
	i = r.skipAdverbs(s, i)
	if i >= s.Last {
		return -1, false
	}
	if n := r.d.Tokens[i].Norm; n == "be" || n == "get" {
		j := r.skipAdverbs(s, i+1)
		if j < s.Last && participle(r.d.Tokens[j].Norm) {
			return j, true
		}
		if j < s.Last && gerund(r.d.Tokens[j].Norm) {
			return j, false
		}
		return i, false
	}
	if r.d.Tokens[i].Kind != text.Word || r.d.Tokens[i].Norm == "not" || r.d.Tokens[i].Norm == "never" {
		return -1, false
	}
	return i, false
}

func (r *reader) skipAdverbs(s tag.Sentence, i int) int {
	for i < s.Last {
		n := r.d.Tokens[i].Norm
		if n == "also" || n == "now" || n == "then" || n == "soon" || n == "therefore" || n == "both" || n == "further" || n == "first" || n == "next" ||
			strings.HasSuffix(n, "ly") && n != "apply" && n != "rely" && n != "supply" && n != "comply" && n != "only" && n != "fly" {
			i++
			continue
		}
		if n == "," && i+1 < s.Last {
			// A parenthesis between commas: "will, by March, publish".
			if close := r.find(i+1, min(s.Last, i+12), ","); close > 0 {
				i = close + 1
				continue
			}
		}
		break
	}
	return i
}

// checkable reports whether the verb at i is one whose doing can be seen; a
// general verb must have an object that makes it so.
func (r *reader) checkable(i, last int) bool {
	word := base(r.d.Tokens[i].Norm)
	want, ok := concrete.Lookup(word)
	if !ok {
		return false
	}
	if want == "" {
		return true
	}
	for j := i + 1; j < min(last, i+14); j++ {
		if n := r.d.Tokens[j].Norm; things.Has(n) {
			return true
		}
	}
	return r.hasFigure(i, min(last, i+14))
}

func (r *reader) hasFigure(i, last int) bool {
	for ; i < last; i++ {
		if r.d.Tokens[i].Kind == text.Number {
			return true
		}
	}
	return false
}

func (r *reader) find(i, last int, norm string) int {
	for ; i < last; i++ {
		if r.d.Tokens[i].Norm == norm {
			return i
		}
	}
	return -1
}

// names2 reports whether one of the words stands between i and last.
func (r *reader) names2(i, last int, words ...string) bool {
	for ; i < last; i++ {
		for _, w := range words {
			if r.d.Tokens[i].Norm == w {
				return true
			}
		}
	}
	return false
}

// subordinate reports whether the modal at i stands in a clause that only
// says what the main one is for or depends on: after "so that", "if", "which",
// "hope", "expected", or in a relative clause.
func (r *reader) subordinate(s tag.Sentence, i int) bool {
	for j := i - 1; j >= s.First && i-j < 18; j-- {
		switch r.d.Tokens[j].Norm {
		case ",", ";", "–", "—", ":":
			return false
		case "if", "whether", "which", "who", "what", "unless", "hopes", "hope", "believe", "believes", "think", "thinks", "expects", "when", "where", "how":
			return true
		case "that":
			return !r.reports(j - 1)
		}
	}
	return false
}

// reports reports whether the token is a verb that announces: "announced that
// it will" undertakes, "so that it will" does not.
func (r *reader) reports(i int) bool {
	if i < 0 {
		return false
	}
	switch r.d.Tokens[i].Norm {
	case "announced", "confirmed", "said", "says", "pledged", "promised", "agreed", "announce", "confirm", "decided":
		return true
	}
	return false
}

func isSoft(word string) bool { return soft.Has(word) }

func gerund(w string) bool { return len(w) > 5 && strings.HasSuffix(w, "ing") }

func participle(w string) bool {
	return len(w) > 3 && strings.HasSuffix(w, "ed") || irregular[w] != ""
}

// irregular maps irregular participles to their base forms.
var irregular = map[string]string{"given": "give", "held": "hold", "made": "make", "put": "put", "set": "set", "cut": "cut", "laid": "lay", "brought": "bring", "built": "build",
	"paid": "pay", "spent": "spend", "taken": "take", "led": "lead", "begun": "begin", "withdrawn": "withdraw", "met": "meet", "written": "write", "drawn": "draw", "sent": "send",
	"known": "know", "seen": "see", "shown": "show", "kept": "keep", "chosen": "choose", "hired": "hire", "let": "let", "left": "leave", "sold": "sell", "bought": "buy"}

// past returns the base form of a participle.
func past(w string) string {
	if b := irregular[w]; b != "" {
		return b
	}
	return base(w)
}

// base returns the base form of a verb in -ing or -ed or -s, as far as the
// list of concrete verbs or of soft ones knows it; the word itself otherwise.
func base(w string) string {
	if known(w) {
		return w
	}
	for _, ending := range [...]string{"ing", "ed", "es", "s"} {
		stem, ok := strings.CutSuffix(w, ending)
		if !ok || len(stem) < 2 {
			continue
		}
		if known(stem) {
			return stem
		}
		if known(stem + "e") {
			return stem + "e"
		}
		if n := len(stem); n > 2 && stem[n-1] == stem[n-2] && known(stem[:n-1]) {
			return stem[:n-1]
		}
		if y, isY := strings.CutSuffix(stem, "i"); isY && known(y+"y") {
			return y + "y"
		}
	}
	return w
}

func known(w string) bool { return concrete.Has(w) || soft.Has(w) }
