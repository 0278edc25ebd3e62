package commitment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// actorOf is who undertakes what is said of the subject. For a thing that is
// done, it is who undertook something about that thing before; a law's
// measures are the government's.
func (r *reader) actorOf(s subject, passive bool) string {
	if s.kind == doer && passive && !s.first && (s.name == nil || s.actor == s.name.Text && s.name.Kind != onrecord.NamePerson) {
		return r.side() // it is done to the body or the scheme
	}
	if s.kind != patient && !(passive && s.kind == effect) {
		return s.actor
	}
	if laws.Has(s.head) || s.head == "measures" {
		return r.lawgiver()
	}
	if by := r.announcer(); by != "" {
		return by
	}
	if s.head != "" && s.definite {
		for k := len(r.out) - 1; k >= 0 && k >= len(r.out)-3; k-- {
			if strings.Contains(strings.ToLower(r.out[k].Action), s.head) {
				return r.out[k].Actor
			}
		}
	}
	return r.side()
}

// announcer is the post that the sentence ends by naming as the one who
// announced it: "…, the Parks Minister has announced today"; "" where none is.
func (r *reader) announcer() string {
	if r.quote != nil {
		return ""
	}
	for i := r.s.Last - 1; i > r.s.First+4 && i > r.s.Last-8; i-- {
		if n := r.norm(i); n != "announced" && n != "confirmed" && n != "said" {
			continue
		}
		s := r.subject(r.auxiliary(i))
		if s.kind != doer || s.name == nil || s.start < 0 || r.norm(s.start-1) != "," && (s.name.Kind != onrecord.NameRole || isPreposition(r.norm(s.start-1))) {
			return ""
		}
		if s.name.Kind == onrecord.NameRole || s.name.Kind == onrecord.NamePerson && isOfficial(inPost(s)) {
			return inPost(s)
		}
		return ""
	}
	return ""
}

// side is the issuer, or the government where the sentence names it.
func (r *reader) side() string {
	for i := r.s.First; i < r.s.Last; i++ {
		if r.d.Tokens[i].Norm == "government" {
			return r.government()
		}
	}
	if r.ofParliament() {
		return r.lawgiver()
	}
	if by := r.told(); by != "" {
		return by
	}
	return r.answering()
}

// answering is who answers for what is done by nobody named, in the form that
// the release uses: the issuer; where several bodies issued the release together,
// or its text speaks of the government far more than of the ministry, the government.
func (r *reader) answering() string {
	if r.names.personal && r.public() {
		return r.lastGiver()
	}
	if r.names.saysGovernment && !r.names.personal && (len(r.d.Release.IssuedBy) > 1 || !r.names.speaksAsIssuer && r.ofMinistry()) || r.speaksForAll() {
		return r.government()
	}
	return r.issuer()
}

// speaksForAll reports whether the issuer is the office of a head of government,
// which does nothing of its own: what it announces the government does.
func (r *reader) speaksForAll() bool {
	return !r.names.personal && strings.HasSuffix(r.issuer(), "10 Downing Street")
}

// told is who the sentence before, in the same block, tells of, where that is
// the release's own side: "The government has launched a scheme. The first
// grants will be paid in May."; "" where it is not.
func (r *reader) told() string {
	if s := r.topic(); s.kind == doer && (s.own || s.first) {
		return s.actor
	}
	return ""
}

// topic is the subject that the sentence before, in the same block, starts
// with; its kind is nobody where there is none or it is a pronoun.
func (r *reader) topic() subject {
	at := int(r.d.Tokens[r.s.First].Sentence) - 1
	if at < r.d.Blocks[r.inBlock].FirstSentence || r.quote != nil {
		return subject{start: -1}
	}
	now := r.s
	defer func() { r.s = now }()
	return r.topicOf(at)
}

// topicOf is the subject that sentence at starts with; it leaves that sentence at
// hand.
func (r *reader) topicOf(at int) subject {
	r.s = r.d.Sentences[at]
	for i := r.s.First + 1; i < r.s.Last && i < r.s.First+16; i++ {
		t := &r.d.Tokens[i]
		if !t.Has(tag.Modal) && !isFinite(t.Norm) && !reports.Has(t.Norm) {
			continue
		}
		switch r.norm(i - 1) {
		case "it", "they", "he", "she", "this", "these", "there":
			return subject{start: -1}
		}
		s := r.subject(i)
		if s.start != r.s.First && !r.opens(s.start) {
			return subject{start: -1}
		}
		return s
	}
	return subject{start: -1}
}

// topicAbove is the subject that the last sentence of the block above starts with,
// where the sentence at hand opens its block and neither is spoken by somebody.
func (r *reader) topicAbove() subject {
	b := r.inBlock
	if b == 0 || r.quote != nil || int(r.d.Tokens[r.s.First].Sentence) != r.d.Blocks[b].FirstSentence {
		return subject{start: -1}
	}
	above := r.d.Blocks[b-1]
	if above.First == above.Last || r.quotedBefore(int(r.d.Tokens[above.Last-1].Start)) {
		return subject{start: -1}
	}
	now := r.s
	defer func() { r.s, r.inBlock = now, b }()
	r.s, r.inBlock = tag.Sentence{First: above.Last, Last: above.Last}, b-1
	return r.topicOf(above.LastSentence - 1)
}

// quotedBefore reports whether the byte offset, before the sentence at hand, lies
// in a quotation.
func (r *reader) quotedBefore(at int) bool {
	for q := r.nextQuote - 1; q >= 0 && q >= r.nextQuote-2; q-- {
		if r.quotes[q].Start <= at && at < r.quotes[q].End {
			return true
		}
	}
	return false
}

// possessor finds whose mission or pledge the noun at i is: "the government’s
// mission", "our commitment", "its target"; "" where nobody's who could act.
func (r *reader) possessor(i int) string {
	for j := i - 1; j >= r.s.First && i-j < 8; j-- {
		switch t := &r.d.Tokens[j]; {
		case t.Norm == "our" || t.Norm == "my":
			return r.firstPerson()
		case t.Norm == "his" || t.Norm == "her":
			if n := r.names.before(j, "he"); n != nil {
				return inPost(subject{kind: doer, actor: n.Text, name: n})
			}
			return r.issuer()
		case (t.Norm == "has" || t.Norm == "have") && isDeterminer(r.norm(j+1)):
			if s := r.subject(j); s.kind == doer {
				return s.actor // "The agency has a target to"
			}
			return ""
		case r.norm(j-1) == "given" || r.norm(j-1) == "gives" || r.norm(j-1) == "granted":
			// "has given its approval to": the giver's
		case t.Norm == "its" || t.Norm == "their":
			if sub := r.pronoun("it", j); sub.actor != "" {
				return sub.actor
			}
			return r.issuer()
		case t.Kind == text.Clitic && (t.Norm == "'s" || t.Norm == "'") && j > r.s.First:
			if n, _ := r.names.ending(j); n != nil {
				return n.Text
			}
			if r.norm(j-2) == "the" && r.issuedBy(r.norm(j-1)) {
				return r.issuer()
			}
			if actors.Has(r.norm(j - 1)) {
				return r.d.Words(j-1, j)
			}
			return ""
		case sums.Has(t.Norm), t.Norm == "taken", t.Norm == "made", (t.Norm == "given" || t.Norm == "gives" || t.Norm == "granted" || t.Norm == "gave") && !r.passiveAt(r.auxiliary(j), j), t.Norm == "published", t.Norm == "outlined", t.Norm == "set" && r.norm(j+1) == "out", t.Norm == "sets" && r.norm(j+1) == "out":
			s := r.subject(r.auxiliary(j))
			if s.kind == doer {
				return s.actor
			}
			return ""
		case t.Kind == text.Punct && t.Norm != "-":
			return ""
		}
	}
	return ""
}

// firstPerson is who "we" are: the speaker's post in a quotation, the
// government or the issuer in the release's own voice.
func (r *reader) firstPerson() string {
	if r.quote != nil {
		if isSeat(r.quote.Role) && r.quote.Speaker != "" {
			return r.quote.Speaker // many hold such a seat
		}
		if r.quote.Role != "" {
			return r.quote.Role
		}
		if r.quote.Speaker != "" {
			return r.quote.Speaker
		}
	}
	if !r.ofMinistry() {
		return r.issuer() // an agency or a company speaks for itself
	}
	return r.government()
}

// ofMinistry reports whether the issuer is a part of the government that can
// speak for the whole of it.
func (r *reader) ofMinistry() bool {
	by := r.issuer()
	for _, head := range [...]string{"Department", "Ministry", "Treasury", "Cabinet", "Commonwealth Office", "Home Office", "Prime Minister", "Northern Ireland Office", "Government", "Rt Hon"} {
		if hasWords(by, head) {
			return true
		}
	}
	return by == ""
}

// government is the word by which the release calls the body that acts: the
// issuer where that is a person, such as a member of an assembly.
func (r *reader) government() string {
	if !r.names.personal && (r.names.saysGovernment || r.speaksForAll()) {
		return "government"
	}
	return r.issuer()
}

// lawgiver is who undertakes what a law says. Bills and Acts are the
// government's where a department of it issued the release; rules and
// regulations may be the issuer's own.
func (r *reader) lawgiver() string {
	if !r.ofParliament() {
		return r.government()
	}
	by := r.issuer()
	if by == "" && r.names.saysGovernment {
		return "government"
	}
	for _, head := range [...]string{"Department", "Ministry", "Office", "Treasury"} {
		if hasWords(by, head) {
			return "government"
		}
	}
	return r.government()
}

// ofParliament reports whether the sentence at hand speaks of a bill or an Act.
func (r *reader) ofParliament() bool {
	for i := r.s.First; i < r.s.Last; i++ {
		switch t := &r.d.Tokens[i]; t.Norm {
		case "bill", "bills", "legislation":
			return true
		case "act", "acts":
			if t.Shape == text.Title {
				return true
			}
		}
	}
	return false
}

// issuer is the first body that issued the release; "" where none is given.
func (r *reader) issuer() string {
	if len(r.d.Release.IssuedBy) > 0 {
		return r.d.Release.IssuedBy[0]
	}
	return ""
}

// sayable returns the actor, or "" where its words name nobody who acts: a
// place, a purpose, or a clause that was taken for a noun.
func (r *reader) sayable(actor string) string {
	if actor == "" || actor == "government" || r.isIssuer(actor) {
		return actor
	}
	if kind, ok := r.names.listed[actor]; ok {
		if kind == onrecord.NamePlace && !isState(actor) && !isAuthority(actor) {
			return ""
		}
		return actor
	}
	words := text.Tokens(actor)
	if len(words) == 0 {
		return ""
	}
	switch words[0].Norm {
	case "today", "tonight", "tomorrow", "yesterday":
		if len(words) > 1 {
			return r.sayable(actor[words[1].Start:])
		}
		return ""
	}
	for i, w := range words {
		lower := w.Shape == text.Lower || i == 0
		switch {
		case i == 0 && (isPreposition(w.Norm) || strings.HasSuffix(w.Norm, "ly") && len(w.Norm) > 6),
			lower && (w.Norm == "will" || w.Norm == "to" && i+1 < len(words) && words[i+1].Shape == text.Lower && words[i+1].Norm != "the"),
			lower && i > 0 && urgings.Has(w.Norm),
			i == 0 && len(words) > 1 && strings.HasSuffix(w.Norm, "ed") && w.Shape == text.Lower && (isPreposition(words[1].Norm) || words[1].Norm == "after"):
			return ""
		}
	}
	switch last := words[len(words)-1].Norm; last {
	case "area", "areas", "region", "regions", "coast", "valley":
		return ""
	}
	return actor
}

// issuedBy reports whether the issuer is a body of that kind: "the council"
// is the issuer only where the issuer is a council.
func (r *reader) issuedBy(kind string) bool {
	if kind == "department" || kind == "ministry" {
		return true
	}
	name := r.issuer()
	if name == "" {
		return false
	}
	return len(name) >= len(kind) && (strings.EqualFold(name[len(name)-len(kind):], kind) || strings.EqualFold(name[:len(kind)], kind))
}

func (r *reader) isIssuer(name string) bool { return slices.Contains(r.d.Release.IssuedBy, name) }

// speaksForBody reports whether the quotation at hand is an official's, whose
// "we" is a public body: by the post, or as the issuer in person.
func (r *reader) speaksForBody() bool {
	if isOfficial(r.quote.Role) || r.ofIssuer(r.quote.Role) {
		return true
	}
	speaker := r.quote.Speaker
	if i := strings.LastIndexByte(speaker, ' '); i >= 0 {
		speaker = speaker[i+1:]
	}
	return speaker != "" && slices.ContainsFunc(r.d.Release.IssuedBy, func(by string) bool { return endsWith(by, speaker) })
}

// ofIssuer reports whether the post is one of the issuing body: it names the
// body, or it leads a body and names none ("Chief Executive").
func (r *reader) ofIssuer(role string) bool {
	if role == "" || r.names.personal {
		return false
	}
	for _, form := range r.names.issuer {
		if hasWords(role, form) {
			return true
		}
	}
	switch strings.ToLower(role) {
	case "chief executive", "chief executive officer", "managing director", "director", "director general", "chair", "chairman":
		return true
	}
	return false
}

func isLetter(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c > 127 && c != '’'
}

// isSeat reports whether the post is the seat of a member of an assembly, which
// many hold: "Congresswoman", "U.S. Sen."
func isSeat(role string) bool {
	words := text.Tokens(role)
	for len(words) > 1 && (words[0].Norm == "u.s" || words[0].Norm == "u.s." || words[0].Norm == "us" || words[0].Norm == "." || words[0].Norm == "state") {
		words = words[1:]
	}
	return len(words) > 0 && seats.Has(words[0].Norm)
}

// opposed reports whether the post is one of the opposition.
func opposed(role string) bool {
	role = strings.ToLower(role)
	return hasWords(role, "shadow") || hasWords(role, "opposition")
}

// hasWords reports whether the words stand in s, with no letter at either side.
func hasWords(s, words string) bool {
	for at := 0; words != ""; {
		i := strings.Index(s[at:], words)
		if i < 0 {
			return false
		}
		first, last := at+i, at+i+len(words)
		before, _ := utf8.DecodeLastRuneInString(s[:first])
		after, _ := utf8.DecodeRuneInString(s[last:])
		if (first == 0 || !unicode.IsLetter(before)) && (last == len(s) || !unicode.IsLetter(after)) {
			return true
		}
		at = last
	}
	return false
}

// isOfficial reports whether a word of the post says that who holds it speaks
// for a public body.
func isOfficial(role string) bool {
	if opposed(role) {
		return false
	}
	before := ""
	for len(role) > 0 {
		end := strings.IndexFunc(role, func(c rune) bool { return !isLetter(c) })
		if end < 0 {
			end = len(role)
		}
		if word := strings.ToLower(role[:end]); official.Has(word) && (word != "office" || before != "post") {
			return true
		} else {
			before = word
		}
		role = strings.TrimLeftFunc(role[end:], func(c rune) bool { return !isLetter(c) })
	}
	return false
}
