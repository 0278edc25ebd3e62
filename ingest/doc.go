// Package ingest is the conductor: it takes captures from a source through
// the rooms — read, made into releases, read into facts, saved, linked — and
// keeps the order in which they came, whatever the number of workers.
//
// In comes a walk over captures and a store; out comes a Summary. It stops at
// nothing but a cancelled context or a store that cannot be written: what
// cannot be read becomes a Problem in the store.
//
//	summary, err := ingest.Run(ctx, store, walk, ingest.Options{})
package ingest
