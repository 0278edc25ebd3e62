// Package score measures how good the facts are: it holds records against a
// gold that careful readers marked, and keeps the result in a committed file,
// so that a change for the worse shows up in the diff.
//
// In come a gold (releases as numbered paragraphs with their facts) and the
// records read from the same releases; out comes a Report: precision, recall
// and F1 by kind, and how often the values beside a fact are right. What
// counts as a match is stated at each kind. It reads no files and knows no
// rules; the golds and the committed scores are test data.
//
//	report := score.Measure(golds, records)
package score
