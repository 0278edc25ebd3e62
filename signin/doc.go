// Package signin says who may edit a record: in comes a request, out goes an
// editor's name, or none.
//
// There are two ways to be an editor. Who sits at the machine itself is the
// local editor, where the record is served to this machine alone: the request
// came from a loopback address to a loopback name, as browsers send it, and
// nothing says that a proxy stands between. Everybody else signs in with a
// name and a password, which the record keeps as an argon2id hash (RFC 9106);
// a session is a random secret in a cookie, of which the record keeps a hash.
// Programs come with a token: a random secret too, with scopes, which is no
// editor's session and can be revoked by itself.
//
// It refuses to believe a header about where a request comes from, to take a
// password over a connection that others can read, and to answer faster or
// otherwise for a name that there is than for one that there is not. Guesses
// are slowed down by name and by address.
//
//	guard := signin.New(signin.Options{Editors: s, Local: "ida"})
//	name, err := guard.Editor(r) // "ida" on this machine, "" for a stranger
package signin
