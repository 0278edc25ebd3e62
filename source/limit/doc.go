// Package limit holds the bounds that all readers keep to, so that a file
// made to harm takes no more memory than one that is honest.
//
// In comes nothing; out come the bounds and the problem that says that one of
// them was met. What is behind a bound is not read, and that is always told.
package limit
