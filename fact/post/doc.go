// Package post reads the role of a person, as a release prints it, into the
// post and the body that it names.
//
// In: words such as "chief executive of the Harbour Safety Authority (HSA)".
// Out: the post in one form ("Chief Executive") and the body as printed
// ("Harbour Safety Authority"), so that one post is the same however it is
// printed.
//
// It does not know who holds a post, nor whether two bodies are one: link does.
//
//	post, body := post.Read("Harbour Trust’s Chair", nil) // "Chair", "Harbour Trust"
package post
