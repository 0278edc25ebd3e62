// Package commitment reads the sentences in which a public body or a minister
// undertakes, orders or sets in force something that a later reader could
// check.
//
// In come a tagged document with the dates, quotes and names already read
// from it; out come commitments: the whole sentence, who undertakes, what,
// by when, and how firmly. A sentence counts for its construction, never for
// its topic: a subject that can act for the public, a form that undertakes
// ("will", "intends to", "agreed to", "are setting up", "comes into force"),
// and a verb whose doing can be seen. In the release's own voice a day or a
// number beside "will" serves for subjects and verbs that no list knows, an
// institution's plain word for what it will do needs no listed object, and a
// list under a lead-in ("It includes:", "From 1 October:") is read item by
// item. What somebody will be for others ("will be responsible for licences"), what
// a rule has them do ("applicants will need to show") and what they will get
// ("will benefit from a discount") count in the release's own voice alone, as do the
// consequence of a rule ("will be liable for a fine"), what money will be used for and what
// will not be. Of somebody who can act the release may tell in verbs that of a thing
// would claim an effect ("will support the councils", "will work through the board to").
// Sums listed below words that give money, and those that members of an assembly announce
// with their use, count one by one. What an official is reported to have said "would" be done counts as what
// will, with the sentences that go on from it; so does what somebody in office instructed
// others to do. Mood
// ("will stop at nothing"), claimed effects ("will drive up confidence"), forecasts
// of what nobody governs ("the rains will return in May"), outsiders' hopes and
// what is done already are left out, and so is what can't be told. In quotations only an
// official's count, for what the speaker's own side will do. A sentence of more
// than 300 tokens is taken for none and gives nothing.
//
// The words are data, in words/: which verbs can be checked (verb.txt), which
// objects make them so (things.txt) or empty them (hollow.txt), which serve others (serving.txt), who can act
// (actor.txt), what is done rather than does (subject.txt), who only looks on
// (public.txt), what nobody governs (nature.txt, natural.txt), what a rule makes of
// somebody (ruled.txt), what newly sets going (act.txt) and what of a thing would only be an effect claimed (claim.txt).
//
//	"The department will publish its review by March 2026."
//	→ actor "the department", action "publish its review by March 2026",
//	  due to 2026-03-31, strength will
package commitment
