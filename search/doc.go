// Package search is the query language: it turns what a person typed into a
// tree of nodes, prints a tree back, simplifies it, and adds and takes away
// conditions. It also holds the one analysis of words that the index, the
// query and the lit hits share, and what a page needs to show a hit: the
// words to light, snippets, and text fragments that land on words.
//
// In comes a string; out comes a Node or an *Error that says what is wrong,
// where, and what to type instead. There is no store in it: engines walk the
// tree. It does not guess: a query is taken as written or refused. Everything
// is pure and bounded; an Analyzer and a Lighter have memory of their own and
// belong to one goroutine, all else is safe for concurrent use.
//
//	q, err := search.Parse(`windrush commissioner issuer:"Home Office" issued:2025`)
//
// The language is described for people in docs/query.md, and case by case in
// testdata/queries.txt.
package search
