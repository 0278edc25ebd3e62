// Package postgres keeps the record in a PostgreSQL database, for where one machine is
// not enough: several programs on several hosts read and write one record. The contract is
// package store's, and how a record is kept and asked is package keep's; this room has
// connections, transactions, the schema, and PostgreSQL's full text as the index of words.
//
// In comes an address; out comes a record. It refuses a server before PostgreSQL 15, an encoding
// other than UTF-8, a schema that a newer onrecord made or that holds another program's tables, and
// any change to what was captured: triggers abort it.
//
//	s, err := postgres.Open(ctx, "postgres://clerk@records.example/onrecord", postgres.Options{Rules: fact.Version, Identify: fact.Identify})
//
// # Several programs at once
//
// A read is one transaction at the isolation level REPEATABLE READ: it sees one state and waits for no
// writer. Writes follow one another, in whatever program, by an advisory lock that the server
// lets go with the connection. What a program remembers of the record (columns, sums) counts for as
// long as two counters in the record stand where they stood, which each read looks at: so
// nothing has to be told from one program to the next.
//
// # Writing
//
// What gives no rows waits, and goes to the server with what asks for some, or once there are 2 MB of it, while the program
// goes on: rows of one table by one statement, whatever was written between them (waiting.go). An error is told of by what comes next, and
// the transaction with it.
//
// # Words
//
// Search's own analysis makes the lexemes, so that this engine finds what SQLite finds; no
// configuration of the server's is used. Words and phrases of texts are found by postings in sorted runs beside the index
// (posting.go): what a transaction indexes is a run of its own, written before the transaction ends. See docs/postgres.md for how queries map.
package postgres
