package store

import (
	"context"
	"slices"
	"time"
)

// Tokens keeps by which secrets programs make themselves known. What is kept of
// a secret is of no use to whoever reads it.
type Tokens interface {
	// Tokens lists all tokens that were not revoked, by Since, then id.
	Tokens(ctx context.Context) ([]Token, error)
	// Token returns the token with that key. The error wraps ErrNotFound where there
	// is none, or none any more.
	Token(ctx context.Context, key string) (Token, error)
	// SaveToken keeps a new token. It is ErrInvalid where there is one with its
	// id or key, where the id is not as onrecord.IsID has it, where the key is ""
	// or the name is not 1 to onrecord.MaxStatementBy bytes of one line, and where
	// the scopes are none, twice the same, or not of those that there are.
	SaveToken(ctx context.Context, t Token) error
	// RevokeToken forgets a token for good. What was said by it stays. The error
	// wraps ErrNotFound where there is none.
	RevokeToken(ctx context.Context, id string) error
}

// Token is a program that makes itself known by a secret.
type Token struct {
	// ID names the token where it is listed and revoked; it tells nothing of the secret.
	ID string
	// Key is made of the secret, by a hash.
	Key string
	// Name is whose token it is: what is said by it is said by that name.
	Name   string
	Scopes []Scope // in the order of Scopes, never empty
	Since  time.Time
}

// Scope is what a token lets a program do.
type Scope string

// The scopes. Each holds what those before it hold.
const (
	ScopeRead   Scope = "read"   // read a record that is private
	ScopeReview Scope = "review" // say things: confirm, correct, judge, merge
	ScopeAdmin  Scope = "admin"  // list and revoke tokens
)

// Scopes are all scopes.
var Scopes = []Scope{ScopeRead, ScopeReview, ScopeAdmin}

// May reports whether the token lets a program do what the scope names.
func (t Token) May(s Scope) bool {
	need := slices.Index(Scopes, s)
	return need >= 0 && slices.ContainsFunc(t.Scopes, func(have Scope) bool { return slices.Index(Scopes, have) >= need })
}
