package onrecord

import "errors"

// The error kinds. Every room wraps one of these with %w, so that a command
// can choose an exit code and a page an HTTP status in one place, by
// errors.Is.
var (
	// ErrNotFound: there is no such release, fact, name or capture.
	ErrNotFound = errors.New("not found")
	// ErrInvalid: what was asked for, or read, is not well formed.
	ErrInvalid = errors.New("invalid")
	// ErrTooLarge: a document, member or answer is over its limit.
	ErrTooLarge = errors.New("too large")
	// ErrUnsupported: well formed, but of a kind that onrecord does not read.
	ErrUnsupported = errors.New("not supported")
	// ErrDamaged: something kept does not match its hash or its index.
	ErrDamaged = errors.New("damaged")
	// ErrRefused: a place that must not be read: its owner or the rules of this
	// program say so. To ask again changes nothing.
	ErrRefused = errors.New("refused")
	// ErrUnavailable: the store, or a place in the world, cannot be reached or
	// written just now.
	ErrUnavailable = errors.New("unavailable")
)
