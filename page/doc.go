// Package page is the record as web pages: what a reader sees in a browser.
//
// In comes a store's reading side and a few options; out comes an
// http.Handler. Pages are rendered on the server from embedded templates and
// need no JavaScript. They depend on the store's contract only, never on an
// engine. They write nothing but what editors say and follow, by forms (POST,
// redirect, GET). Paths are part of the contract:
//
//	/                     what is new, what is due, what is past due
//	/search?q=            search, narrowed by issuer, year, speaker and kind
//	/releases/{id}        a release with its facts lit; ?version=2, ?compare=1,
//	                      ?q= lights hits, ?fact= lights one fact, ?mark=120-180
//	                      marks the bytes of a version's text;
//	                      /cite.txt, .bib, .ris, .csl.json beside it
//	/facts/{id}           a fact's permalink
//	/quotes /commitments /money /figures /dates /relations
//	                      every fact of a kind, with filters
//	/commitments?view=board, ?view=board&by=verdict, ?view=calendar&month=2025-08
//	/ledger, /ledger?view=by-scheme, ?view=by-year, /series
//	/quotes.csv … /relations.csv, /ledger.csv, /series.csv
//	                      the same lists, narrowed alike, as tables to take away
//	/charts/{of}/{id}.svg, .png, .csv
//	                      every chart of the pages as a file
//	/embed/facts/{id}, /embed/charts/{of}/{id}
//	                      for frames of other sites, and nothing else is
//	/commitments.ics /commitments.atom
//	                      the same list to subscribe to, narrowed alike
//	/search.atom /changes.atom /names/{id}.atom /people/{id}.atom /facts/{id}.atom
//	                      what is new of a search, of changes, of a name, of a commitment
//	/people, /people/{id}, /names, /names/{id}
//	/sources, /problems, /help
//	/api/                 the JSON API, told to people; what answers under /api/v1
//	                      is the api room's, and at /mcp that of api/mcp
//	/review, /review/names, /review/log, /facts/{id}/correct
//	                      what editors look at and say; see docs/review.md;
//	                      /review/log.csv and .jsonl are the log to take away
//	/follow               who is told of what is new, for editors; see docs/alerts.md
//	/sign-in
//	/captures/{hash}      the bytes as they were found, never rendered
//	/timemap/link/{address} /timegate/{address} /mementos/{hash}/{address}
//	                      all captures of a web address, after RFC 7089 (Memento)
//
// A hit is a <mark>. All state is in the address.
//
// It refuses to draw conclusions: a commitment past its due date is "due date
// passed", no more. What is not known is said to be not known. It refuses to
// make a link of an address that is not http or https.
//
// Everything that comes from a release is hostile until escaped: html/template
// does that, and a strict Content-Security-Policy stands behind it (no inline
// style, no inline script, nothing from elsewhere).
//
//	http.ListenAndServe("127.0.0.1:8080", page.New(s, page.Options{}))
package page
