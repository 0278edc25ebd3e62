// Package relation reads what a sentence states between two names of the same
// release: who holds which post, who leads, runs or creates what, what is part
// of what, what money goes where.
//
// In come a tagged document with the names and figures already read from it;
// out come relations, each with its sentence, both sides under the Text of
// their names. Only patterns of words between the two mentions count: an
// apposition ("Jane Doe, Minister for Parks"), a list of what somebody is ("is a
// member of the Parks Board and chairs its panel"), a verb with its subject and its
// object ("the department runs the Parks Fund"), a passive ("run by"), a noun
// phrase ("part of"). That two names share a sentence says nothing. Each
// relation is told once per release, where it is first stated. A sentence of
// more than 300 tokens is taken for none and gives nothing.
//
//	"Parks Minister, Jane Doe, said:"  → Jane Doe holds Parks Minister
package relation
