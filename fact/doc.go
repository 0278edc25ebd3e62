// Package fact reads a release into facts: quotes, dates, figures,
// commitments, names and relations, each pointing at its words.
//
// In comes one release; out come all its facts, in order, with stable ids.
// It looks at nothing but the release: what facts of several releases say
// together is the business of the link room. What it does not understand it
// leaves out. Each kind is a folder of its own over the shared token stream
// of fact/tag.
package fact
