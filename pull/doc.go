// Package pull is the conductor of what is followed: it looks at the sources that are due, reads their listings,
// fetches what is new there, looks again at what was captured, and takes all of it into the record.
//
// In come a store and a client; out comes a Summary of each source. It goes on whatever a publisher does: what can't
// be fetched becomes a Problem in the store and is tried again later. It stops at a
// cancelled context, or a store that can't be written.
//
// What was captured is saved before it is noted that it was: killed at any moment, the next
// pull asks once more for what the last had not noted, finds the same bytes, and keeps them
// once. Captures are saved in small batches, links are made at the end of a look.
//
// A page that was captured is looked at again, the day after and then at twice the time for
// each look that found it unchanged, up to two months: so edits that nobody announced are seen, and pages that are
// not there any more. The publisher is asked whether it changed (a conditional
// request); a listing that says so brings the look forward.
//
//	summaries, err := pull.Run(ctx, store, nil, pull.Options{Client: client})
package pull
