package signin_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

const password = "three ferries at noon"

func TestPasswords(t *testing.T) {
	kept, err := signin.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kept, "$argon2id$v=19$m=65536,t=3,p=1$") || strings.Contains(kept, password) {
		t.Errorf("kept of a password: %s", kept)
	}
	if again, _ := signin.Hash(password); again == kept {
		t.Error("the same password twice gives the same hash: there is no salt")
	}
	for typed, want := range map[string]bool{password: true, password + " ": false, "": false, strings.Repeat("x", 5000): false} {
		if right, err := signin.Verify(kept, typed); right != want || err != nil {
			t.Errorf("verifying %.30q: %v, %v", typed, right, err)
		}
	}
	for _, bad := range []string{"short", strings.Repeat("ä", 11), strings.Repeat("x", 1001), "twelve bytes \xff"} {
		if _, err := signin.Hash(bad); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("the password %.20q: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "x", "$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaA", strings.Replace(kept, "argon2id", "argon2i", 1), strings.Replace(kept, "m=65536", "m=4294967295", 1), strings.Replace(kept, "t=3", "t=0", 1), strings.Replace(kept, "v=19", "v=16", 1)} {
		if _, err := signin.Verify(bad, password); !errors.Is(err, onrecord.ErrDamaged) {
			t.Errorf("verifying against %q: %v", bad, err)
		}
	}
}

// FuzzVerify: whatever is kept, it is refused or checked at a bounded cost.
func FuzzVerify(f *testing.F) {
	f.Add("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g", "x")
	f.Fuzz(func(t *testing.T, kept, typed string) {
		if strings.Contains(kept, "m=8,t=1") { // others may be dear, as they should be
			_, _ = signin.Verify(kept, typed)
		}
	})
}

// desk is a guard over a record with one editor.
type desk struct {
	*signin.Guard
	store *sqlite.Store
	now   time.Time
}

func newDesk(t *testing.T, o signin.Options) *desk {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "onrecord.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	kept, err := signin.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{store: s, now: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)}
	if err := s.SaveEditor(t.Context(), store.Editor{Name: "Ida Reed", Password: kept, Since: d.now}); err != nil {
		t.Fatal(err)
	}
	o.Editors, o.Now = s, func() time.Time { return d.now }
	d.Guard = signin.New(o)
	return d
}

func ask(host, remote string, headers ...string) *http.Request {
	r := httptest.NewRequest("GET", "http://"+host+"/review", nil)
	r.RemoteAddr = remote
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

const here, there = "127.0.0.1:50000", "192.0.2.7:50000"

// TestAtTheMachine: who is the local editor, and above all who is not.
func TestAtTheMachine(t *testing.T) {
	d := newDesk(t, signin.Options{Local: "ida"})
	old := ask("localhost:8080", here)
	old.Proto, old.ProtoMajor, old.ProtoMinor = "HTTP/1.0", 1, 0
	for what, c := range map[string]struct {
		r    *http.Request
		want string
	}{
		"localhost":                    {ask("localhost:8080", here), "ida"},
		"a name under localhost":       {ask("record.localhost:8080", here), "ida"},
		"127.0.0.1":                    {ask("127.0.0.1:8080", here), "ida"},
		"IPv6":                         {ask("[::1]:8080", "[::1]:50000"), "ida"},
		"another machine":              {ask("localhost:8080", there), ""},
		"a name that leads here":       {ask("rebound.example.org:8080", here), ""},
		"a name that looks like it":    {ask("localhost.example.org", here), ""},
		"an address that looks so":     {ask("127.0.0.1.example.org", here), ""},
		"a proxy by its header":        {ask("localhost:8080", here, "X-Forwarded-For", "192.0.2.7"), ""},
		"a proxy that forges":          {ask("localhost:8080", here, "X-Forwarded-For", "127.0.0.1"), ""},
		"a proxy by the standard":      {ask("localhost:8080", here, "Forwarded", "for=192.0.2.7"), ""},
		"a proxy that tells no more":   {ask("localhost:8080", here, "Via", "1.1 proxy"), ""},
		"an empty header":              {ask("localhost:8080", here, "X-Real-IP", ""), ""},
		"a proxy that tells nothing":   {old, ""},
		"a forged header from outside": {ask("localhost:8080", there, "X-Forwarded-For", "127.0.0.1"), ""},
	} {
		if name, err := d.Editor(c.r); name != c.want || err != nil {
			t.Errorf("%s: %q, %v, want %q", what, name, err, c.want)
		}
	}
	if name, _ := newDesk(t, signin.Options{}).Editor(ask("localhost:8080", here)); name != "" {
		t.Errorf("without a local editor %q is one", name)
	}
}

// signIn signs in and returns the request with the cookie that was given.
func (d *desk) signIn(t *testing.T, r *http.Request, name, password string) (*http.Request, *http.Cookie, error) {
	t.Helper()
	w := httptest.NewRecorder()
	err := d.SignIn(w, r, name, password)
	next := r.Clone(r.Context())
	var given *http.Cookie
	for _, c := range w.Result().Cookies() {
		given = c
		next.AddCookie(c)
	}
	return next, given, err
}

func TestSessions(t *testing.T) {
	d := newDesk(t, signin.Options{BaseURL: "https://record.example.org"})
	r := ask("record.example.org", there)
	signed, cookie, err := d.signIn(t, r, " Ida Reed ", password)
	if err != nil {
		t.Fatal(err)
	}
	if cookie.Name != "__Host-onrecord-session" || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
		t.Errorf("the cookie is %+v", cookie)
	}
	who := func(r *http.Request) string {
		t.Helper()
		name, err := d.Editor(r)
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	if who(signed) != "Ida Reed" || who(r) != "" {
		t.Errorf("signed in %q, not signed in %q", who(signed), who(r))
	}
	d.now = d.now.Add(14 * 24 * time.Hour)
	if who(signed) != "" {
		t.Error("a session outlasts its time")
	}
	d.now = d.now.Add(time.Hour)
	signed, _, err = d.signIn(t, r, "Ida Reed", password)
	if err != nil || who(signed) != "Ida Reed" {
		t.Fatal(err, who(signed))
	}
	kept, _ := signin.Hash("another long password")
	if err := d.store.SaveEditor(t.Context(), store.Editor{Name: "Ida Reed", Password: kept, Since: d.now}); err != nil {
		t.Fatal(err)
	}
	if who(signed) != "" {
		t.Error("a session outlasts the password")
	}
	signed, _, err = d.signIn(t, r, "Ida Reed", "another long password")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SignOut(httptest.NewRecorder(), signed); err != nil || who(signed) != "" {
		t.Errorf("after signing out: %q, %v", who(signed), err)
	}
}

func TestWrongPasswordsAreSlowedDown(t *testing.T) {
	d := newDesk(t, signin.Options{BaseURL: "https://record.example.org"})
	for i := range 5 {
		for _, name := range []string{"Ida Reed", "Nobody"} {
			if _, cookie, err := d.signIn(t, ask("record.example.org", there), name, "a wrong password"); !errors.Is(err, signin.ErrWrong) || cookie != nil {
				t.Fatalf("%s, try %d: %v", name, i+1, err)
			}
		}
	}
	var tooMany *signin.TooManyError
	if _, _, err := d.signIn(t, ask("record.example.org", there), "Ida Reed", password); !errors.As(err, &tooMany) || tooMany.After <= 0 {
		t.Fatalf("the sixth try, with the right password: %v", err)
	}
	if _, _, err := d.signIn(t, ask("record.example.org", "198.51.100.9:1"), "Ida Reed", password); err != nil {
		t.Errorf("the editor, from elsewhere: %v", err)
	}
	d.now = d.now.Add(tooMany.After)
	if _, _, err := d.signIn(t, ask("record.example.org", there), "Ida Reed", password); err != nil {
		t.Errorf("after the time to wait: %v", err)
	}
}

// TestPasswordsInTheClear: a password is not taken where others can read it.
func TestPasswordsInTheClear(t *testing.T) {
	d := newDesk(t, signin.Options{})
	if _, _, err := d.signIn(t, ask("record.example.org", there), "Ida Reed", password); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("over http: %v", err)
	}
	if _, cookie, err := d.signIn(t, ask("record.example.org", here, "X-Forwarded-Proto", "https"), "Ida Reed", password); err != nil || !cookie.Secure {
		t.Errorf("behind a proxy that speaks https: %v, %+v", err, cookie)
	}
	signed, cookie, err := d.signIn(t, ask("localhost:8080", here), "Ida Reed", password)
	if err != nil || cookie.Name != "onrecord-session" {
		t.Fatalf("within the machine: %v, %+v", err, cookie)
	}
	// That cookie is of no use by another name or from another machine.
	for _, r := range []*http.Request{ask("record.example.org", here), ask("localhost:8080", there)} {
		r.AddCookie(cookie)
		if name, _ := d.Editor(r); name != "" {
			t.Errorf("%s from %s with a cookie of this machine: %q", r.Host, r.RemoteAddr, name)
		}
	}
	if name, _ := d.Editor(signed); name != "Ida Reed" {
		t.Errorf("signed in within the machine: %q", name)
	}
}
