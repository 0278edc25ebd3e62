// Package keep is what every engine of a record does alike: it recognises releases and
// their versions, packs facts, derives names, links, changes and the index, and answers
// everything that store.Store may be asked. An engine (Engine) adds a database to it:
// connections, transactions, an index of words, its schema, and what its errors mean.
//
// In come batches from the ingest room; out come releases, facts, names and
// search results. It opens no file and no connection, and knows no database's name.
//
//	s := keep.New(engine, keep.Options{Rules: fact.Version, Identify: fact.Identify})
//
// # The SQL
//
// Statements are written once, in the SQL that SQLite and PostgreSQL share. An engine
// with another dialect translates these few things, which are SQLite's: arguments as ? and
// ?1; "CROSS JOIN … ON", a join in the order in which it is written; json_each(?) and json_each(COLUMN), the
// elements of a JSON array as rows of one column value; and the indexes of words (Index):
// tables text_index, title_index, form_index, fact_index and name_index with a rowid, searched by
// their own name with MATCH ? (Words), and each with a list NAME_docsize of the ids that it holds.
// Numbers of rows are made by the database, but for those of names and events, and of what Save adds many of: it numbers
// them itself, so as not to wait for each, and then tells the engine (Engine.Numbered).
//
// # Versions
//
// Version numbers are permalinks: they count in the order of saving and never
// change. The newest version, which readers see, is the one captured last, so
// that an older capture saved later does not displace it. A text that was
// seen before in any version is Unchanged, unless the same location held
// another text in between: then it is a new version, for the page went back.
// A capture that is read again under other rules replaces what was derived
// from it, without a new version.
//
// # Keys of links
//
// Two members are compared where they share a key (package link), and a release has some 240 of them, hashed. Which
// member holds which is kept in sorted runs, a log-structured merge: a transaction that links writes one run, in blocks of
// up to 1,900 bytes (some five bytes an entry), and where eight are of like size they are merged within that transaction. Nothing
// is changed in place: what is held no more is cancelled by an entry of its own. A run is looked into by the first keys of
// its blocks, and by a Bloom filter of all its keys but those that only reports hold, seven of eight, which make no
// link. Check holds the runs against the members by a digest of each row of members; Relink writes one run.
//
// # Facts
//
// Which facts hold which words and tokens is kept in sorted runs as well (factposting.go): each batch writes one, eight of
// like size are merged, and a release whose facts are no more is said to be gone from a run until that is merged. Who asks
// is told by windows, the newest releases first. What earlier schemas indexed stays in fact_index, is looked into beside the runs,
// and goes as its releases are written to.
//
// # Order and relevance
//
// Newest is by day of issue; within a day, what was saved last stands first.
// Undated releases come last.
//
// Relevance is BM25 (k1 1.2, b 0.75, over the text's length in words) with a
// title counting as five more occurrences. Phrases and prefixes count as one
// word that stands once. All matches are ranked where they are no more than
// 2,000; else the newest 2,000 and the newest 1,000 whose title holds one of
// the words. The others follow, newest first, with score 0.
//
// # Memory
//
// Save holds its batch's texts and index entries until it returns: batches of
// a few hundred releases are quickest and need some 100 MB. Two processors are
// used, one to read texts and one to write.
//
// Who links holds of every run its releases, first keys and filter: some 60 bytes a release. Who makes all links anew holds
// 64 MB of rows of members that were compared of late.
//
// Search filters, counts and ranks over columns in memory: about 200 bytes a
// release, loaded with the first search and kept up to date from then on. It
// remembers what the last words and phrases matched, at most 256 of them, in
// three bits a release each. Lists of figures and commitments have columns of their own, some
// 130 bytes a release: after a write, the rows of the releases that it touched are read again.
// Records and counts that were read are remembered. A counter in the record says when somebody
// has written to it, in whatever process: what is remembered counts until then.
package keep
