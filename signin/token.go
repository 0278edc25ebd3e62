package signin

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// secretPrefix begins the secret of a token, so that programs that look for secrets
// which were published by mistake find it.
const secretPrefix = "onrecord_"

// NewToken makes a token with a secret of 256 random bits. The token holds the
// secret's SHA-256 alone: a secret that is random needs no slow hash.
func NewToken(name string, scopes []store.Scope, now time.Time) (secret string, t store.Token) {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	secret = secretPrefix + base64.RawURLEncoding.EncodeToString(random)
	key := keyOf(secret)
	return secret, store.Token{ID: onrecord.StableID("token", key), Key: key, Name: strings.TrimSpace(name), Scopes: scopes, Since: now.UTC().Truncate(time.Microsecond)}
}

// ErrToken says that a request came with a token that there is not, or with
// something else where a token stands.
var ErrToken = errors.New("the token is not known here, or was revoked")

// Bearer returns the token that a request came with, as RFC 6750 has it: in the
// header Authorization, never in the address, which is logged. It is nil where the
// request came with none. The error is ErrToken or the store's.
func Bearer(ctx context.Context, tokens store.Tokens, r *http.Request) (*store.Token, error) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return nil, nil
	}
	scheme, secret, _ := strings.Cut(header, " ")
	secret = strings.TrimSpace(secret)
	if !strings.EqualFold(scheme, "Bearer") || !strings.HasPrefix(secret, secretPrefix) || len(secret) > 100 {
		return nil, ErrToken
	}
	t, err := tokens.Token(ctx, keyOf(secret))
	switch {
	case errors.Is(err, onrecord.ErrNotFound):
		return nil, ErrToken
	case err != nil:
		return nil, fmt.Errorf("the token could not be looked up: %w", err)
	}
	return &t, nil
}
