// Package review says what a person should look at first, and why.
//
// In come a store's answers; out goes the editor's queue: facts that nobody
// has spoken of yet, the least certain first, each with the reasons in words.
// What makes a fact uncertain is written in the fact and in the record, so
// that the same record gives the same queue: what its reading leaves open
// (onrecord.Doubts), and how often people rejected or corrected what the same
// rule had read before.
//
// It refuses to give a number for how likely a fact is right: nobody has
// measured that. It changes nothing: what an editor says is a statement, which
// Said makes and the store keeps.
//
//	page, err := review.Queue(ctx, s, review.Request{Kind: onrecord.KindCommitment})
package review
