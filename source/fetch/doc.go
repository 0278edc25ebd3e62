// Package fetch is the one client that asks for something over the network,
// politely: HTTP (RFC 9110) by GET, nothing else.
//
// In comes an address, with the validators of the last visit; out comes the
// body as the publisher wrote it (without the coding of its transfer), or that it has
// not changed, or its status. The client says who it is and how to reach whoever runs it, obeys
// robots.txt (package robots), leaves a host alone for a while between requests, asks few at
// once, and waits as long as a host asks to (Retry-After). A host that fails
// again and again is left alone longer and longer: see WaitError.
//
// Refused: addresses other than http and https, with a name and password; hosts on a
// private, loopback, link-local or otherwise special address, looked at when the
// connection is made, after DNS, for every redirect (code.dny.dev/ssrf), with ports
// other than 80 and 443; bodies over Limits.Body, or that
// unpack to many times their size; more redirects than Limits.Redirects; answers
// slower than Limits.Time. Request.Local opens loopback and private networks, never
// link-local addresses, where cloud machines tell their secrets. Proxies of the environment are
// not used: behind one, an address could not be looked at.
//
// The clock, the waiting and the chance are given from outside.
//
//	client := fetch.New(fetch.Options{Agent: "onrecord/1.0", Contact: "ada@harbour.example"})
//	answer, err := client.Get(ctx, fetch.Request{URL: "https://harbour.example/feed", ETag: last})
package fetch
