package page

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/signin"
	"github.com/onrecord/onrecord/store"
)

// visitor is who makes a request.
type visitor struct {
	Editor    string // "" for anybody who may not edit
	AtMachine bool   // the local editor, who does not sign in or out
	Editing   bool   // whether anybody may edit here
}

type visitorKey struct{}

func visitorOf(r *http.Request) visitor {
	v, _ := r.Context().Value(visitorKey{}).(visitor)
	return v
}

// identify finds out who makes a request, and keeps strangers out of a record
// that only editors read.
func (p *site) identify(next http.Handler) http.Handler {
	if p.guard == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Cookie")
		editor, err := p.guard.Editor(r)
		if err != nil {
			p.fail(w, r, api.Status(err), err)
			return
		}
		v := visitor{Editor: editor, AtMachine: p.guard.AtMachine(r), Editing: true}
		r = r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
		if p.options.Private {
			p.keepable(w, "no-cache") // whatever sets nothing else
		}
		if p.options.Private && editor == "" && !openToAll(r.URL.Path) && !api.IsPreflight(r) {
			token, err := signin.Bearer(r.Context(), p.store, r)
			switch {
			case err != nil && !errors.Is(err, signin.ErrToken): // of a token that may well count
				p.options.Log.ErrorContext(r.Context(), "a token could not be looked up", "error", err)
				p.api.Refuse(w, r, api.Status(err), "The token could not be looked up. The reason is in the server's log.")
				return
			case err != nil || token == nil || !token.May(store.ScopeRead):
				p.askToSignIn(w, r)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// keepable says who may keep an answer, and for how long, as Cache-Control has
// it: of a private record the reader's own browser alone, no cache on the way,
// which would hand it to others.
func (p *site) keepable(w http.ResponseWriter, how string) {
	if p.options.Private {
		how = "private, " + how
	}
	w.Header().Set("Cache-Control", how)
}

// openToAll is what even a private record shows: what signing in takes.
func openToAll(path string) bool {
	return path == signInPath || path == "/robots.txt" || strings.HasPrefix(path, "/assets/")
}

const signInPath = "/sign-in"

// askToSignIn sends a reader to the page to sign in, and tells a program.
func (p *site) askToSignIn(w http.ResponseWriter, r *http.Request) {
	if forPrograms(r) {
		p.api.Unauthorized(w, r)
		return
	}
	if slices.Contains([]string{".json", ".jsonl", ".csv", ".atom", ".ics"}, path.Ext(r.URL.Path)) {
		http.Error(w, "Only editors may read this record: sign in at "+signInPath+".", http.StatusUnauthorized)
		return
	}
	back := ""
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		back = r.URL.RequestURI()
	}
	http.Redirect(w, r, address(signInPath, nil, "back", back), http.StatusSeeOther)
}

// assistantsPath is where chat assistants are answered.
const assistantsPath = "/mcp"

// forPrograms reports whether a request is a program's, which no page helps.
func forPrograms(r *http.Request) bool {
	return r.URL.Path == assistantsPath || strings.HasPrefix(r.URL.Path, api.Prefix+"/") || r.Header.Get("Authorization") != ""
}

// edit shows a page to editors only.
func (p *site) edit(of func(*http.Request) (view, error)) http.Handler {
	return p.get(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch v := visitorOf(r); {
		case !v.Editing:
			p.fail(w, r, http.StatusNotFound, nil)
		case v.Editor == "":
			p.askToSignIn(w, r)
		default:
			p.show(of).ServeHTTP(w, r)
		}
	}))
}

// maxForm bounds what a form may send, in bytes.
const maxForm = 1 << 20

// errRefused says that a request was made by another site's page.
var errRefused = errors.New("the request was made by another site")

// received reads what a form of our own pages sent.
func (p *site) received(w http.ResponseWriter, r *http.Request) error {
	if err := p.crossOrigin.Check(r); err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return fmt.Errorf("%w: the form", onrecord.ErrTooLarge)
		}
		return fmt.Errorf("%w: the form: %v", onrecord.ErrInvalid, err)
	}
	return nil
}

// say answers a form by which an editor says something. What do returns is
// either where to go on, or a page that says what is wrong with the form.
func (p *site) say(do func(r *http.Request, by string) (to string, wrong *view, err error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visitorOf(r)
		if !v.Editing {
			w.Header().Set("Allow", "GET, HEAD")
			p.fail(w, r, http.StatusMethodNotAllowed, nil)
			return
		}
		if err := p.received(w, r); err != nil {
			p.refuse(w, r, err)
			return
		}
		if v.Editor == "" {
			http.Redirect(w, r, address(signInPath, nil, "back", localPath(r.PostForm.Get("back"), "")), http.StatusSeeOther)
			return
		}
		to, wrong, err := do(r, v.Editor)
		switch {
		case err != nil:
			p.refuse(w, r, err)
		case wrong != nil:
			p.render(w, r, *wrong)
		default:
			http.Redirect(w, r, to, http.StatusSeeOther)
		}
	})
}

// refuse shows why a form was not taken. What is wrong with what an editor
// said is told in the words of whoever found it.
func (p *site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	status, reason := api.Status(err), ""
	switch {
	case errors.Is(err, errRefused):
		status = http.StatusForbidden
	case errors.Is(err, onrecord.ErrInvalid):
		status, reason = http.StatusUnprocessableEntity, reasonOf(err)
	}
	p.failBecause(w, r, status, reason, err)
}

// reasonOf is what an error says after its kind.
func reasonOf(err error) string {
	_, reason, found := strings.Cut(err.Error(), onrecord.ErrInvalid.Error()+": ")
	if !found {
		return ""
	}
	return upperFirst(reason) + "."
}

// localPath is a path of these pages as a form gave it, or what else is given.
// It never leads to another site.
func localPath(s, otherwise string) string {
	u, err := url.Parse(s)
	if err != nil || len(s) > maxAddress || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(s, "\\\r\n\t") {
		return otherwise
	}
	return s
}

// with adds what was just said to an address, so that the page there can offer
// to undo it.
func with(to string, said []onrecord.Statement) string {
	u, err := url.Parse(to)
	if err != nil {
		return to
	}
	q := u.Query()
	q.Del("said")
	for _, s := range said {
		q.Add("said", s.ID)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

type signInData struct {
	To, Name string
	Problem  string
	Safe     bool
}

// signIn is the page to sign in.
func (p *site) signIn(r *http.Request) (view, error) {
	to := localPath(r.URL.Query().Get("back"), "/review")
	if v := visitorOf(r); v.Editor != "" {
		return view{Redirect: to}, nil
	}
	return p.signInView(r, signInData{To: to}), nil
}

func (p *site) signInView(r *http.Request, d signInData) view {
	d.Safe = p.guard.Safe(r)
	return view{Template: "signin", Title: "Sign in", About: "For editors of this record.", Data: d}
}

// signedIn answers the form to sign in.
func (p *site) signedIn(w http.ResponseWriter, r *http.Request) {
	if err := p.received(w, r); err != nil {
		p.refuse(w, r, err)
		return
	}
	d := signInData{To: localPath(r.PostForm.Get("back"), "/review"), Name: strings.TrimSpace(r.PostForm.Get("name"))}
	err := p.guard.SignIn(w, r, d.Name, r.PostForm.Get("password"))
	var tooMany *signin.TooManyError
	status := 0
	switch {
	case err == nil:
		http.Redirect(w, r, d.To, http.StatusSeeOther)
		return
	case errors.Is(err, signin.ErrWrong):
		status, d.Problem = http.StatusUnauthorized, "The name or the password is wrong."
	case errors.As(err, &tooMany):
		seconds := int(tooMany.After.Seconds()) + 1
		w.Header().Set("Retry-After", fmt.Sprint(seconds))
		status, d.Problem = http.StatusTooManyRequests, fmt.Sprintf("Sign-in was tried too often. Try again in %s.", p.writing.plural(seconds, "second", "seconds"))
	case errors.Is(err, onrecord.ErrInvalid):
		status = http.StatusForbidden // the page says why
	default:
		p.refuse(w, r, err)
		return
	}
	v := p.signInView(r, d)
	v.Status = status
	p.render(w, r, v)
}

// signOut ends the session.
func (p *site) signOut(w http.ResponseWriter, r *http.Request) {
	err := p.received(w, r)
	if err == nil {
		err = p.guard.SignOut(w, r)
	}
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
