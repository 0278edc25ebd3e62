// Package search is the query language: it turns what a person typed into a
// tree of nodes, prints a tree back, and simplifies it. It also holds the one
// analysis of words that the index, the query and the lit hits share.
//
// In comes a string; out comes a Node or an *Error that says what is wrong,
// where, and what to type instead. There is no store in it: engines walk the
// tree. Everything is pure, linear and safe for concurrent use.
//
//	q, err := search.Parse(`windrush commissioner issuer:"Home Office" issued:2025`)
package search
