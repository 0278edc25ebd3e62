// Package api is the record as JSON for programs.
//
// In comes a store's reading side; out comes an http.Handler that answers
//
//	GET /releases/{id}.json   one release in the record format; ?version=2
//	GET /facts/{id}.json      one fact as a W3C annotation (JSON-LD)
//
// Errors are problem details after RFC 9457. It also holds the one table from
// error kinds to HTTP statuses, which the pages use too. It refuses to say
// more of an error than its kind: the reason goes to the log.
//
//	h := api.New(s, api.Options{})
//	// GET /releases/0f9a….json
package api
