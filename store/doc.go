// Package store is the contract of the kept record: what comes in from the
// ingest room, what pages, programs and exports may ask, and what every
// engine promises. It holds no engine: those are the folders beside it, each
// of which passes the one suite in store/storetest.
//
// What an engine promises:
//   - Captures are append-only. Nothing kept is ever changed or removed.
//   - Save is all or nothing, and durable when it returns.
//   - Readers never wait for a writer, and see whole batches only.
//   - All methods are safe for concurrent use, by several processes too.
//   - Errors wrap the kinds of the root package: ErrNotFound for an id that is
//     not there, ErrInvalid for a bad cursor, ErrUnavailable where the engine
//     cannot be reached or written.
//   - Lists come in a stated order and in pages: Next is the cursor of the
//     following page, "" on the last.
package store
