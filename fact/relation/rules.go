package relation

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// The rules by which relations are read.
var (
	rulePostFirst   = tag.Rule{Name: "post-before-name", Says: "a post right before the name of its holder, with or without a comma"}
	rulePostAfter   = tag.Rule{Name: "post-after-name", Says: "a post in apposition after the name of its holder"}
	ruleAppointed   = tag.Rule{Name: "appointed", Says: "a verb of being, becoming or appointing between a person and a post"}
	ruleHeldBy      = tag.Rule{Name: "post-held-by", Says: "a post that the sentence says is or was held by somebody"}
	ruleRespective  = tag.Rule{Name: "respective", Says: "several persons and their respective posts, paired in order"}
	rulePredicate   = tag.Rule{Name: "said-to-be", Says: "one of the posts or memberships that a sentence gives its subject, named or meant by “he” or “she”"}
	ruleFronted     = tag.Rule{Name: "as-its-member", Says: "a post or membership before the name, opened by “as” or “in her role as”"}
	ruleHead        = tag.Rule{Name: "head-of-body", Says: "who holds the leading post of a body leads the body that the post names"}
	ruleItsHead     = tag.Rule{Name: "its-head", Says: "“its chief executive”, where “its” can mean one body only"}
	ruleSeat        = tag.Rule{Name: "seat", Says: "a person who is appointed, elected or named to a body is a member of it"}
	ruleAffiliated  = tag.Rule{Name: "named-with-body", Says: "a person named with the body that he or she is of or from"}
	ruleComprises   = tag.Rule{Name: "made-up-of", Says: "the bodies or countries that a body is said to be made up of"}
	ruleSigned      = tag.Rule{Name: "signature", Says: "a person’s name alone in its line and the post alone in the next"}
	ruleActive      = tag.Rule{Name: "subject-verb-object", Says: "a verb with one name as its subject and the other as its object"}
	rulePassive     = tag.Rule{Name: "done-by", Says: "a participle with “by” and the name of who does it, such as “run by” or “introduced by”"}
	ruleItBy        = tag.Rule{Name: "it-is-done-by", Says: "“it is run by”, where the sentence before names one thing that “it” can mean"}
	ruleItIs        = tag.Rule{Name: "it-is-part-of", Says: "“it is an agency of”, where the sentence before names one body that “it” can mean"}
	ruleNewPost     = tag.Rule{Name: "new-post", Says: "somebody in office who appoints the first, or a new, holder of a post"}
	ruleThisBill    = tag.Rule{Name: "this-bill", Says: "“this bill was introduced by” or “this scheme is run by”, where the sentence before names one that is meant"}
	ruleMembersBill = tag.Rule{Name: "members-bill", Says: "a bill called by the member of an assembly who brought it in, such as “Senator Doe’s Clean Rivers Act”"}
	ruleWhich       = tag.Rule{Name: "which-somebody-did", Says: "a clause after the name that tells who did it, such as “which Jane Doe introduced”"}
	ruleSponsors    = tag.Rule{Name: "brought-in-with", Says: "who introduced a bill, and with whom, though the bill is only named in a later sentence or called “the bill”"}
	rulePart        = tag.Rule{Name: "part-of", Says: "a noun phrase such as “part of” or “a member of” between the two names"}
	ruleUnit        = tag.Rule{Name: "named-by-its-whole", Says: "a unit named by the body that it belongs to, such as “the agency’s rescue team”"}
	ruleOwn         = tag.Rule{Name: "bodys-own", Says: "a scheme, operation or system that is called a body’s own, such as “the agency’s Open Rivers Fund”"}
	ruleSuchAs      = tag.Rule{Name: "parts-listed", Says: "the features or services of a thing, listed after “such as” or “including”"}
	ruleMerged      = tag.Rule{Name: "merged", Says: "several bodies or schemes that become one"}
	ruleGiven       = tag.Rule{Name: "sum-given", Says: "a sum that somebody gives, with “to”, “for” or “in” and the name of what gets it"}
	ruleReceived    = tag.Rule{Name: "sum-received", Says: "a sum that its receiver gets or is backed by"}
	ruleFundedBy    = tag.Rule{Name: "funded-by", Says: "a name that another is said to fund, the sum not being told"}
)

// The rules by which words that look like a relation are left out.
var (
	ruleUnreal     = tag.Rule{Name: "would-have", Says: "says what would or could be, not what is"}
	ruleDescribes  = tag.Rule{Name: "longer-phrase", Says: "the name only describes another thing, which the phrase goes on to name"}
	ruleNoSubject  = tag.Rule{Name: "not-the-subject", Says: "the name before the verb belongs to a phrase with “of”, “at” or the like, and is not who does it"}
	ruleNoFit      = tag.Rule{Name: "kinds-do-not-fit", Says: "the words relate things of other kinds than these two"}
	ruleDeputy     = tag.Rule{Name: "deputy", Says: "a deputy, vice or assistant does not lead the body"}
	ruleSeveral    = tag.Rule{Name: "several-fit", Says: "“its” or “it” may mean several of the names before it"}
	ruleNextPerson = tag.Rule{Name: "next-persons-post", Says: "the post after the name belongs to the person named after it"}
)

// Rules are the rules by which relations are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{rulePostFirst, rulePostAfter, ruleAppointed, rulePredicate, ruleFronted, ruleHeldBy, ruleRespective, ruleHead, ruleItsHead, ruleSeat, ruleAffiliated, ruleComprises, ruleSigned,
	ruleActive, rulePassive, ruleItBy, ruleItIs, ruleNewPost, ruleThisBill, ruleMembersBill, ruleWhich, ruleSponsors, rulePart, ruleUnit, ruleOwn, ruleSuchAs, ruleMerged, ruleGiven, ruleReceived, ruleFundedBy,
	ruleUnreal, ruleDescribes, ruleNoSubject, ruleNoFit, ruleDeputy, ruleSeveral, ruleNextPerson}

// why is what a relation is read by: a rule and the tokens [first, last) that
// state it, which may be none.
type why struct {
	rule        *tag.Rule
	first, last int
}

// explain notes why the relation was read: the words that state it and where
// its names stand in the sentence.
func (r *reader) explain(x *onrecord.Relation, y why) {
	if !r.d.Tracing() {
		return
	}
	var clues []onrecord.Span
	if y.first < y.last {
		clues = append(clues, r.d.Span(y.first, y.last))
	}
	for _, m := range r.nested {
		if n := r.names[m.name].Text; n == x.To || slices.Contains(x.From, n) {
			clues = append(clues, r.d.Span(m.first, m.last))
		}
	}
	r.d.MadeOf(onrecord.KindRelation, r.span, tag.RelationWords(x.Type, x.From, x.To), *y.rule, clues...)
}

// leaveOut notes why the words from mention a to mention b state nothing, where
// a reader might wonder.
func (r *reader) leaveOut(rule *tag.Rule, a, b mention, clues ...int) {
	if !r.d.Tracing() {
		return
	}
	var spans []onrecord.Span
	if len(clues) == 2 && clues[0] < clues[1] {
		spans = append(spans, r.d.Span(clues[0], clues[1]))
	}
	r.d.LeaveOut(onrecord.KindRelation, r.d.Span(a.first, b.last), *rule, spans...)
}
