package storetest

import (
	"errors"
	"slices"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

func tokensAreKept(t *testing.T, s store.Store) {
	one := store.Token{ID: onrecord.StableID("one"), Key: "key-1", Name: "Ida Reed", Scopes: []store.Scope{store.ScopeRead, store.ScopeReview}, Since: hour(2)}
	two := store.Token{ID: onrecord.StableID("two"), Key: "key-2", Name: "Ida Reed", Scopes: []store.Scope{store.ScopeAdmin}, Since: hour(1)}
	shuffled := one
	shuffled.Scopes = []store.Scope{store.ScopeReview, store.ScopeRead}
	if err := errors.Join(s.SaveToken(ctx, shuffled), s.SaveToken(ctx, two)); err != nil {
		t.Fatal(err)
	}
	equal(t, "all tokens", []store.Token{two, one}, must(s.Tokens(ctx))(t))
	equal(t, "a token by its key", one, must(s.Token(ctx, "key-1"))(t))
	for _, key := range []string{"", "key-3", one.ID} {
		if _, err := s.Token(ctx, key); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("the key %q: %v", key, err)
		}
	}
	for what, bad := range map[string]func(*store.Token){
		"an id that is taken": func(b *store.Token) { b.ID = one.ID },
		"a key that is taken": func(b *store.Token) { b.Key = one.Key },
		"no id":               func(b *store.Token) { b.ID = "one" },
		"no key":              func(b *store.Token) { b.Key = "" },
		"no name":             func(b *store.Token) { b.Name = "" },
		"a name of two lines": func(b *store.Token) { b.Name = "Ida\nReed" },
		"no scope":            func(b *store.Token) { b.Scopes = nil },
		"an unknown scope":    func(b *store.Token) { b.Scopes = []store.Scope{store.ScopeRead, "write"} },
		"a scope twice":       func(b *store.Token) { b.Scopes = []store.Scope{store.ScopeRead, store.ScopeRead} },
	} {
		b := store.Token{ID: onrecord.StableID("bad"), Key: "key-bad", Name: "Bram", Scopes: []store.Scope{store.ScopeRead}, Since: noon}
		bad(&b)
		if err := s.SaveToken(ctx, b); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := s.RevokeToken(ctx, one.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Token(ctx, one.Key); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a token that was revoked: %v", err)
	}
	if err := s.RevokeToken(ctx, one.ID); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("revoking twice: %v", err)
	}
	equal(t, "what is left", []store.Token{two}, must(s.Tokens(ctx))(t))
	for _, scope := range store.Scopes {
		if !two.May(scope) || slices.Contains(one.Scopes, scope) != one.May(scope) {
			t.Errorf("%s: admin may %v, review may %v", scope, two.May(scope), one.May(scope))
		}
	}
	if two.May("") || two.May("write") {
		t.Error("a token may do what no scope names")
	}
}
