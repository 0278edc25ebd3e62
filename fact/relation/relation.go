package relation

import (
	"embed"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

//go:embed words/*.txt
var files embed.FS

// The word lists. Each says in its own file what it holds.
var (
	actives   = tag.MustList(files, "words/active.txt")
	passives  = tag.MustList(files, "words/passive.txt")
	nominals  = tag.MustList(files, "words/nominal.txt")
	appoints  = tag.MustList(files, "words/appoint.txt")
	leadPosts = tag.MustList(files, "words/lead-post.txt")
	units     = tag.MustList(files, "words/unit.txt")
	trailing  = tag.MustList(files, "words/trailing.txt")
	carriers  = tag.MustList(files, "words/carrier.txt")
	gives     = tag.MustList(files, "words/give.txt")
	money     = tag.MustList(files, "words/money.txt")
	receives  = tag.MustList(files, "words/receive.txt")
	manners   = tag.MustList(files, "words/manner.txt")
	terms     = tag.MustList(files, "words/term.txt")
	ranks     = tag.MustList(files, "words/rank.txt")
	gerunds   = tag.MustList(files, "words/gerund.txt")
	plurals   = tag.MustList(files, "words/plural.txt")
	peoples   = tag.MustList(files, "words/people.txt")
	seats     = tag.MustList(files, "words/seat.txt")
	wholes    = tag.MustList(files, "words/whole.txt")
	// beforePosts and owners stand before a post in apposition.
	beforePosts = tag.MustList(files, "words/before-post.txt")
	owners      = tag.MustList(files, "words/whose.txt")
)

// Read returns the relations of the document in order of Start; never nil.
// The names and figures must be those read from the same document. It keeps
// no state and may be called from several goroutines at once.
func Read(d *tag.Document, names []onrecord.Name, figures []onrecord.Figure) []onrecord.Relation {
	r := &reader{d: d, names: names, figures: figures, topic: -1, signer: -1, sums: sumList{block: -1}, out: []onrecord.Relation{}}
	r.all = mentionsOf(d, names)
	r.outer = outermost(d, r.all)
	nested, outer := 0, 0
	for i, s := range d.Sentences {
		r.sentence, r.lo = s, outer
		for outer < len(r.outer) && r.outer[outer].first < s.Last {
			outer++
		}
		r.hi = outer
		first := nested
		for nested < len(r.all) && r.all[nested].first < s.Last {
			nested++
		}
		if r.lo < r.hi && s.Last-s.First <= maxSentence {
			r.span, r.nested = d.SentenceSpan(i), r.all[first:nested]
			r.read(i)
		} else {
			r.span, r.nested = d.SentenceSpan(i), nil
			if r.lo == r.hi && s.Last-s.First <= maxSentence {
				r.funds()
				r.sumsBelow()
			}
			r.follow(i)
		}
	}
	r.disown()
	return r.out
}

// maxSentence is the number of tokens that a sentence may have. What is longer
// is no sentence, but a table or a list that lost its lines.
const maxSentence = 300

// reader walks the document once.
type reader struct {
	d       *tag.Document
	names   []onrecord.Name
	figures []onrecord.Figure
	out     []onrecord.Relation
	seen    map[key]bool
	// bodies maps each form of a body's name to its index; made when asked for.
	bodies map[string]int

	// all are the mentions of names in order; outer those inside no other.
	all, outer []mention
	// sentence is the one at hand; outer[lo:hi] are its mentions.
	sentence   tag.Sentence
	span       onrecord.Span
	lo, hi     int
	nextFigure int
	// nested are all mentions of the sentence, those inside others too.
	nested []mention
	// topic is the mention of the person that "he" or "she" can mean at the
	// start of sentence topicOf, -1 where none or several can be meant.
	topic, topicOf int
	// inFull tells who holds a post that the release names in full; inShort are
	// the relations of posts named in short.
	inFull  map[int][]int
	inShort []held
	// senate and house are the names of a senator's and a representative's seat
	// plus one, -1 where the release has none, 0 where it was not looked for.
	senate, house int
	// signer is the mention of the person named alone in sentence signedIn, -1
	// where there is none.
	signer, signedIn int
	// bill is the one law that was said so far to have been brought in, a name plus
	// one; 0 where none was, -1 where several were.
	bill int
	// namedEnd is the token after the last appointment with "as" or "to be" that the
	// sentence tells, which the next in its list shares its verb with; 0 where none is.
	namedEnd int
	// sums is the list of sums that is read, and source the name that the release's
	// sums come from ("in Open Rivers Fund money"), plus one; -1 where they are several.
	sums   sumList
	source int
	// drafts are relations that hold if the phrase at hand ends as it must.
	drafts []draft
}

// key is what makes a relation the same as another.
type key struct {
	kind     onrecord.RelationType
	from, to int
}

// read reads the sentence at hand, the i-th.
func (r *reader) read(i int) {
	r.namedEnd = 0
	for k := r.lo; k < r.hi; k++ {
		r.apposition(k)
		r.appointed(k)
		r.namedTo(k)
		r.replacing(k)
		r.bodysPost(k)
		r.between(k)
		r.newPost(k)
		r.itsNewHead(k)
		r.mergedInto(k)
		r.mergerOf(k)
		r.severalAre(k)
		r.described(k)
		r.seated(k)
		r.joinedAs(k)
		r.membersBill(k)
		r.herBill(k)
		r.whichDid(k)
		r.severalSeats(k)
		r.affiliated(k)
		r.comprises(k)
		r.ownScheme(k)
		r.partners(k)
		r.bodysPeople(k)
		r.whereDoes(k)
		r.membersNamed(k)
	}
	r.signed(i)
	r.line()
	for i, m := range r.nested {
		r.leads(m)
		r.within(i)
		r.entitled(i)
	}
	r.pronoun(i)
	r.wherePronoun()
	r.fronted()
	r.itRunBy()
	r.itDid()
	r.itIsPart()
	r.thisBill()
	r.sponsors()
	r.itsHead()
	r.respective()
	r.carried()
	r.funds()
	r.sumsBelow()
	r.follow(i)
}

// keep adds a relation between two names unless it is known already.
func (r *reader) keep(y why, kind onrecord.RelationType, from, to int) {
	if from != to && r.fresh(key{kind, from, to}) {
		switch {
		case kind != onrecord.RelationIntroduced:
		case r.bill == 0 || r.bill == to+1:
			r.bill = to + 1
		default:
			r.bill = -1
		}
		r.add(y, onrecord.Relation{Type: kind, From: onrecord.OneOrMore{r.names[from].Text}, To: r.names[to].Text})
	}
}

// fresh reports whether the relation was not kept before, and notes it.
func (r *reader) fresh(k key) bool {
	if r.seen[k] {
		return false
	}
	if r.seen == nil {
		r.seen = map[key]bool{}
	}
	r.seen[k] = true
	return true
}

func (r *reader) add(y why, x onrecord.Relation) {
	x.Head = onrecord.Head{Span: r.span, Text: r.span.Of(r.d.Text)}
	r.out = append(r.out, x)
	r.explain(&x, y)
}

// kind is the kind of the name that the mention is of; what ends in "Act" or
// "Bill" is a law even where it was read as a scheme or a body.
func (r *reader) kind(m mention) onrecord.NameKind {
	k := r.names[m.name].Kind
	if k == onrecord.NameScheme || k == onrecord.NameBody {
		if n := r.d.Tokens[m.last-1].Norm; n == "act" || n == "bill" {
			return onrecord.NameLaw
		}
	}
	return k
}
