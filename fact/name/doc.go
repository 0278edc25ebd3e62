// Package name reads the named things of a release: bodies, schemes, laws,
// posts, people, places and so on, each once, with every place it stands.
//
// In comes a tagged document; out come names in order of their first span.
// A name is found by its shape (capitalised words with "of", "for" and "and"
// inside), its head word ("… Agency", "… Bill", "Minister for …"), a list of
// names that have none, or what is said of it ("Jane Doe, chair of …, said").
// Headings in capitals, loose adjectives, dates and doubtful words are left
// out: what can't be told is no name.
//
//	names := name.Read(tag.Read(&release))
package name
