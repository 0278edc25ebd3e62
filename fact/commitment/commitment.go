package commitment

import (
	"embed"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

//go:embed words/*.txt
var files embed.FS

// The word lists. Each says in its own file what it holds.
var (
	things       = tag.MustList(files, "words/things.txt")
	actors       = tag.MustList(files, "words/actor.txt")
	subjects     = tag.MustList(files, "words/subject.txt")
	pledges      = tag.MustList(files, "words/pledge.txt")
	aims         = tag.MustList(files, "words/aim.txt")
	sums         = tag.MustList(files, "words/sum.txt")
	givens       = tag.MustList(files, "words/given.txt")
	happens      = tag.MustList(files, "words/happen.txt")
	official     = tag.MustList(files, "words/official.txt")
	subordinates = tag.MustList(files, "words/subordinate.txt")
	reports      = tag.MustList(files, "words/report.txt")
	progressives = tag.MustList(files, "words/progressive.txt")
	hollows      = tag.MustList(files, "words/hollow.txt")
	issuers      = tag.MustList(files, "words/issuer.txt")
	laws         = tag.MustList(files, "words/law.txt")
	states       = tag.MustList(files, "words/state.txt")
	zeals        = tag.MustList(files, "words/zeal.txt")
	adjectives   = tag.MustList(files, "words/adjective.txt")
	claims       = tag.MustList(files, "words/claim.txt")
	publics      = tag.MustList(files, "words/public.txt")
	seats        = tag.MustList(files, "words/seat.txt")
	charges      = tag.MustList(files, "words/charge.txt")
	backers      = tag.MustList(files, "words/backer.txt")
	spendings    = tag.MustList(files, "words/spending.txt")
	nationals    = tag.MustList(files, "words/national.txt")
	effects      = tag.MustList(files, "words/effect.txt")
	forecasters  = tag.MustList(files, "words/forecaster.txt")
	comparatives = tag.MustList(files, "words/comparative.txt")
	functions    = tag.MustList(files, "words/function.txt")
	presences    = tag.MustList(files, "words/presence.txt")
	natures      = tag.MustList(files, "words/nature.txt")
	naturals     = tag.MustList(files, "words/natural.txt")
	weathers     = tag.MustList(files, "words/weather.txt")
	duties       = tag.MustList(files, "words/duty.txt")
	gains        = tag.MustList(files, "words/gain.txt")
	aids         = tag.MustList(files, "words/aid.txt")
	moneys       = tag.MustList(files, "words/money.txt")
	payouts      = tag.MustList(files, "words/payout.txt")
	readies      = tag.MustList(files, "words/ready.txt")
	enactings    = tag.MustList(files, "words/enact.txt")
	actNouns     = tag.MustList(files, "words/act-noun.txt")
	measures     = tag.MustList(files, "words/measure.txt")
	packages     = tag.MustList(files, "words/package.txt")
	papers       = tag.MustList(files, "words/paper.txt")
	envoys       = tag.MustList(files, "words/envoy.txt")
	praises      = tag.MustList(files, "words/praise.txt")
	purposes     = tag.MustList(files, "words/purpose.txt")
	arranged     = tag.MustList(files, "words/arranged.txt")
	traders      = tag.MustList(files, "words/trader.txt")
	outcomes     = tag.MustList(files, "words/outcome.txt")
	fixtures     = tag.MustList(files, "words/fixture.txt")
	urgings      = tag.MustList(files, "words/urging.txt")
	ruleds       = tag.MustList(files, "words/ruled.txt")
	tasks        = tag.MustList(files, "words/task.txt")
	occasions    = tag.MustList(files, "words/occasion.txt")
	agreements   = tag.MustList(files, "words/agreement.txt")
)

// Read returns the commitments of the document in order of Start; never nil.
// The dates, quotes and names must be those read from the same document. It
// keeps no state and may be called from several goroutines at once.
func Read(d *tag.Document, dates []onrecord.DateFact, quotes []onrecord.Quote, names []onrecord.Name) []onrecord.Commitment {
	r := &reader{d: d, dates: dates, quotes: quotes, names: index(d, names), out: []onrecord.Commitment{}}
	for b := range d.Blocks {
		r.block(b)
	}
	return r.out
}

// maxSentence is the number of tokens that a sentence may have. What is longer
// is no sentence, but a table or a list that lost its lines.
const maxSentence = 300

// reader walks the document once.
type reader struct {
	d      *tag.Document
	dates  []onrecord.DateFact
	quotes []onrecord.Quote
	names  names
	out    []onrecord.Commitment

	// lead is the undertaking that a list under way stands below; bulleted
	// says that an item of the list has been read.
	lead     *undertaking
	bulleted bool
	// last is the newest undertaking, lastBlock the block that it stands in.
	last      *undertaking
	lastBlock int
	// nextDate and nextQuote are where the walk stands in dates and quotes.
	nextDate, nextQuote int
	// s is the sentence at hand, block the number of its block, and quote the
	// quotation that the word at hand lies in, or nil.
	s       tag.Sentence
	inBlock int
	quote   *onrecord.Quote
	// unattributed says that the word at hand lies in a quotation that nothing
	// attributes to anybody.
	unattributed bool
	// speaks says that heard, the newest quotation met, is an official's.
	heard  *onrecord.Quote
	speaks bool
	// reportedIn is one more than the last sentence that reports what an official said
	// "would" be done; 0 before any.
	reportedIn int
	// grantedBy is the body that grantor found, asked how many places of names it has
	// looked at.
	grantedBy string
	asked     int
	// summed is one more than the sentence that was last looked through for a sum,
	// hasPrice whether it has one.
	summed   int
	hasPrice bool
	// heardBy is what court found; empty before it was asked.
	heardBy string
	// refused says why a word of the sentence at hand, refusedAt, undertakes
	// nothing; nil where none looked as if it did.
	refused   *tag.Rule
	refusedAt int
}

// undertaking is a sentence that undertakes something.
type undertaking struct {
	actor    string
	verb     int // index of the first token of what is undertaken
	strength onrecord.Strength
	// Of a lead-in: holds says that its items are things that it has, frame
	// that they are sentences of their own that hold under it.
	holds, frame bool
	// sums says that each item is a sum that somebody is given.
	sums bool
	// rule is what made it, resting on the word at token cue.
	rule *tag.Rule
	cue  int
}

// block reads one block.
func (r *reader) block(b int) {
	block := r.d.Blocks[b]
	r.inBlock = b
	if block.First == block.Last {
		return
	}
	switch {
	case block.Kind == onrecord.BlockHeading, block.Kind == onrecord.BlockAttachment, block.Kind == onrecord.BlockTableRow:
		r.lead, r.last = nil, nil
		return
	case r.lead != nil && r.item(block):
		r.bulleted = true
		r.bullet(block)
		return
	}
	r.lead, r.bulleted = nil, false
	for i := block.FirstSentence; i < block.LastSentence; i++ {
		r.sentence(r.d.Sentences[i], block)
	}
}

// sentence reads one sentence of a block that is no item of a list.
func (r *reader) sentence(s tag.Sentence, block tag.Block) {
	r.enter(s)
	u := r.undertaken(s)
	if s.Last == block.Last && r.norm(s.Last-1) == ":" {
		if r.lead = u; u == nil {
			if r.lead = r.leadIn(s); r.lead == nil {
				r.lead = r.listsSums(s)
			}
		} else {
			u.sums = r.sumsFollow(s)
			u.holds = u.verb == s.Last-2 && r.verb(u.verb).plain || r.norm(s.Last-2) == "with"
		}
	}
	if u == nil {
		return
	}
	r.last, r.lastBlock = u, r.inBlock
	if u.verb >= s.Last-1 || u.verb == s.Last-2 && r.norm(s.Last-1) == ":" {
		return // all that is undertaken stands in the list
	}
	r.keep(s, u)
}

// enter makes s the sentence at hand.
func (r *reader) enter(s tag.Sentence) {
	r.s, r.quote = s, nil
	start := int(r.d.Tokens[s.First].Start)
	for r.nextQuote < len(r.quotes) && r.quotes[r.nextQuote].End <= start {
		r.nextQuote++
	}
	for r.nextDate < len(r.dates) && r.dates[r.nextDate].Start < start {
		r.nextDate++
	}
}

// quoteAt returns the quotation that holds token i of the sentence at hand.
func (r *reader) quoteAt(i int) *onrecord.Quote {
	at := int(r.d.Tokens[i].Start)
	for q := r.nextQuote; q < len(r.quotes) && r.quotes[q].Start <= at; q++ {
		if at < r.quotes[q].End {
			return &r.quotes[q]
		}
	}
	return nil
}

// keep adds the sentence as a commitment.
func (r *reader) keep(s tag.Sentence, u *undertaking) {
	last := s.Last
	if q := r.quoteAt(min(u.verb, s.Last-1)); q != nil && u.verb < s.Last { // what follows the closing mark is the cue
		for last > u.verb+1 && int(r.d.Tokens[last-1].Start) >= q.End {
			last--
		}
	}
	for last > u.verb+1 && r.d.Tokens[last-1].Kind == text.Punct {
		last--
	}
	action := ""
	if u.verb < last {
		first := u.verb
		if r.norm(first-1) == "-" && isPrefix(r.norm(first-2)) {
			first -= 2 // "re-open"
		}
		action = r.d.Words(r.negation(first), last)
	}
	timing := u.strength
	if u.rule == &ruleTimetable {
		timing = onrecord.StrengthInForce // "opens today" is due today
	}
	due := r.due(u.verb, timing)
	if due != nil && u.rule == &ruleTimetable && due.Text == "today" {
		if later := r.due(u.verb, u.strength); later != nil {
			due = later // "opens today and closes on 3 May"
		}
	}
	c := onrecord.Commitment{
		Head: r.d.Head(s.First, s.Last), Actor: r.sayable(u.actor), Action: action, Due: due, Strength: u.strength,
	}
	c.Lacks = r.lacks(&c, u.verb)
	r.explain(s, u)
	r.out = append(r.out, c)
}

// undertaken returns what the sentence undertakes, nil where it undertakes
// nothing that can be checked.
func (r *reader) undertaken(s tag.Sentence) *undertaking {
	r.refused = nil
	if s.Last-s.First < 4 {
		return nil
	}
	u := r.firstForm(s)
	if u == nil {
		r.leaveOut(s)
	}
	return u
}

// firstForm returns the first undertaking of the sentence.
func (r *reader) firstForm(s tag.Sentence) *undertaking {
	if r.pointsElsewhere() {
		return nil
	}
	long, question := s.Last-s.First > maxSentence, r.norm(s.Last-1) == "?"
	for i := s.First; i < s.Last; i++ {
		if t := &r.d.Tokens[i]; t.Kind != text.Word && t.Kind != text.Clitic && t.Kind != text.Symbol {
			continue
		}
		form, rule := formOf(r.d.Tokens[i].Norm)
		switch {
		case form == nil:
		case long:
			return r.refuse(&ruleTooLong, i)
		case question:
			return r.refuse(&ruleQuestion, i)
		default:
			if u := r.at(i, form); u != nil {
				if u.cue = i; u.rule == nil {
					u.rule = rule
				}
				return u
			}
		}
	}
	return nil
}

// pointsElsewhere reports whether the sentence only sends its reader to another
// text, whose title it gives: "Read the press notice: Minister announces new bridge".
func (r *reader) pointsElsewhere() bool {
	switch r.norm(r.s.First) {
	case "email", "call", "contact", "phone", "telephone":
		return r.names.personal || r.within(r.s.First, r.s.Last-r.s.First, "respond", "reply", "answer") // "Email the board and we will respond"
	case "read", "see", "watch", "view", "download", "visit", "follow":
	default:
		return false
	}
	for j := r.s.First + 1; j < r.s.First+8; j++ {
		if r.norm(j) == ":" {
			return true
		}
	}
	return false
}

// form reads the undertaking that the word at a token can bring.
type form func(r *reader, i int) *undertaking

// at reads the form at token i, in quotations only those of officials.
func (r *reader) at(i int, form form) *undertaking {
	r.quote = r.quoteAt(i)
	if r.unattributed = r.quote != nil && r.quote.Speaker == "" && r.quote.Role == "" && r.quote.Cue == nil; r.unattributed {
		r.quote = nil // it may be the release's own voice, but nobody knows who "we" are
		if r.names.personal && r.d.Tokens[i].Has(tag.Modal) {
			return r.refuse(&ruleOutsider, i) // a member's words, or somebody's beside them
		}
	}
	if r.quote != nil {
		if r.quote != r.heard {
			r.heard, r.speaks = r.quote, r.speaksForBody()
		}
		if !r.speaks || r.quotesAnother(i) {
			if r.d.Tokens[i].Has(tag.Modal) {
				return r.refuse(&ruleOutsider, i)
			}
			return nil
		}
	}
	return form(r, i)
}

// quotesAnother reports whether the speaker of the quotation at hand gives the
// words at token i as somebody else's: they stand in marks of their own within
// the quotation, after a comma, a colon or a word.
func (r *reader) quotesAnother(i int) bool {
	t := r.d.Tokens
	for k := i - 1; k > r.s.First && k > i-farthestMark && int(t[k].Start) >= r.quote.Start; k-- {
		if t[k].Kind != text.Punct {
			continue
		}
		switch t[k].Norm {
		case "’", "”":
			return false
		case "‘", "“", "'", "\"":
			if t[k].Glued || !t[k+1].Glued {
				return false // it closes
			}
			return t[k-1].Kind == text.Word || t[k-1].Norm == "," || t[k-1].Norm == ":"
		}
	}
	return false
}

// farthestMark is within how many tokens before a word the mark is sought that
// opens what the speaker quotes.
const farthestMark = 60

// formOf returns the reader of the forms of undertaking that the word can
// bring and their rule, nil for all other words.
func formOf(norm string) (form, *tag.Rule) {
	switch norm {
	case "will", "shall", "'ll":
		return (*reader).will, &ruleWill
	case "would":
		return (*reader).would, &ruleWould
	case "asked", "ordered", "instructed", "directed", "tasked", "commissioned":
		return (*reader).orders, &ruleOrder
	case "orders", "directs", "instructs":
		return (*reader).ordersNow, &ruleOrder
	case "until":
		return (*reader).hasUntil, &ruleTimeGiven
	case "days", "weeks", "months":
		return (*reader).hasPeriod, &ruleTimeGiven
	case "effect":
		return (*reader).withEffect, &ruleInForce
	case "scheduled", "arranged", "booked":
		return (*reader).arranged, &ruleToBe
	case "should":
		return (*reader).should, &ruleDecided
	case "must", "can", "may":
		return (*reader).must, &ruleMust
	case "barred", "enjoined", "prohibited", "banned":
		return (*reader).barred, &ruleOrder
	case "empowered", "authorised", "authorized":
		return (*reader).empowered, &ruleOrder
	case "awaiting":
		return (*reader).awaits, &ruleToBe
	case "target", "targets", "goal", "ambition":
		return (*reader).targetOf, &ruleTargetIs
	case "is", "are", "am", "'re", "'m":
		return (*reader).progressive, &ruleGoingTo
	case "to":
		return (*reader).infinitive, &ruleToBe
	case "comes", "come", "came", "takes", "take":
		return (*reader).inForce, &ruleInForce
	case "includes", "include":
		return (*reader).including, &ruleIncluding
	case "£", "$", "€", "₹", "rs":
		return (*reader).sum, &ruleSum
	case "opens", "launches", "begins", "begin", "starts", "start", "closes", "publishes", "ends", "ceases", "expires", "reopens", "resumes", "finishes", "open", "close":
		return (*reader).scheduled, &ruleTimetable
	case "announced", "announces", "unveiled", "unveils", "promised", "approved", "approves", "launched":
		return (*reader).announced, &ruleAnnounced
	case "provides":
		return (*reader).lawProvides, &ruleLaw
	case "commits":
		return (*reader).bindsTo, &rulePledged
	case "runs":
		return (*reader).runs, &ruleTimetable
	case "applies", "apply":
		return (*reader).applies, &ruleInForce
	case "rises", "falls", "increases":
		return (*reader).moves, &ruleTimetable
	case "extended", "postponed", "suspended", "deferred", "frozen":
		return (*reader).prolonged, &ruleToBe
	case "appointed", "reappointed":
		return (*reader).appointed, &ruleToBe
	case "signed", "laid", "published", "issued", "gazetted":
		return (*reader).lawMade, &ruleLaw
	case "introduces", "introduce", "creates", "bans", "ban", "requires", "require", "abolishes", "prohibits", "extends", "sets", "set", "gives", "makes":
		return (*reader).enacting, &ruleLaw
	}
	return nil, nil
}

// norm is the token's Norm, "" outside the sentence at hand.
func (r *reader) norm(i int) string {
	if i < r.s.First || i >= r.s.Last {
		return ""
	}
	return r.d.Tokens[i].Norm
}
