// Package health tells how a record stands: which sources could not be looked
// at, which are late or unusually silent, what is known and not yet fetched,
// what could not be read, what is not linked yet, and what subscribers were not sent.
//
// In come a store and the time; out comes a Report with findings, each in a
// sentence that says what was seen and one that says what to do. It changes
// nothing. It says that a source is silent, never why: nothing may have been
// issued, or the place may have moved.
//
//	report, err := health.Examine(ctx, store, time.Now())
package health
