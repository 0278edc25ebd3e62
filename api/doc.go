// Package api is the record as JSON for programs: the API under /api/v1, as
// docs/api.md tells it.
//
// In comes a store; out comes an http.Handler with a description of itself in
// OpenAPI 3.1, which is made from the code that answers. Lists come in pages
// with a cursor, answers with an ETag; errors are problem details after RFC 9457;
// what an address asks that is not known is refused with a hint. It also holds
// the one table from error kinds to HTTP statuses, which the pages use too.
//
// It refuses to keep what is said without a token of the scope review, to
// answer one client more often than Options.PerMinute, and to say more of a
// fault of its own than that there was one: the reason goes to the log. Who may
// read a record that is private is the pages' business (Options.Private).
//
//	h := api.New(s, api.Options{})
//	// GET /api/v1/facts?kind=commitment&issuer=Harbour+Board
package api
