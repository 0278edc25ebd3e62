package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
)

// mostBuffered bounds an answer, in bytes: a hundred long releases with their
// text fit.
const mostBuffered = 64 << 20

// answer keeps what a handler writes, so that it can be named by its bytes
// before it is sent. It shares the header with what it is sent on.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
	most   int
}

func (a *answer) Header() http.Header { return a.header }
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}
func (a *answer) Write(b []byte) (int, error) {
	if a.body.Len()+len(b) > a.most {
		return 0, onrecord.ErrTooLarge
	}
	return a.body.Write(b)
}

// send sends an answer, with an ETag of its bytes where it is what was asked
// for. The ETag is weak: the same body may go out compressed.
func (a *API) send(w http.ResponseWriter, r *http.Request, kept *answer) {
	if kept.status == 0 {
		kept.status = http.StatusOK
	}
	if r.Method == http.MethodOptions && kept.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", w.Header().Get("Allow")+", OPTIONS")
		w.Header().Del("Content-Type")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if !strings.Contains(w.Header().Get("Content-Type"), "json") && kept.status >= 400 { // the mux's own words
		words := "There is no such address in this API: see " + Prefix + "/openapi.json or /api/."
		if kept.status == http.StatusMethodNotAllowed {
			words = "This address answers " + w.Header().Get("Allow") + " only."
		}
		a.Refuse(w, r, kept.status, words)
		return
	}
	w.Header().Set("Cache-Control", "no-cache") // kept, but asked for again each time
	if r.Header.Get("Authorization") != "" || a.options.Private {
		w.Header().Set("Cache-Control", "private, no-cache")
	}
	if kept.status == http.StatusOK && r.Method != http.MethodPost {
		sum := sha256.Sum256(kept.body.Bytes())
		etag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		w.Header().Set("ETag", etag)
		if matches(r.Header.Values("If-None-Match"), etag) {
			w.Header().Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if kept.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(kept.body.Len()))
	}
	w.WriteHeader(kept.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(kept.body.Bytes())
	}
}

// matches reports whether one of the tags of If-None-Match is the ETag, by the
// weak comparison that RFC 9110 has for it.
func matches(headers []string, etag string) bool {
	for tag := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || tag != "" && strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}

// marshal writes an answer.
func (a *API) marshal(w io.Writer, v any) error {
	body, err := Encode(a.told(v))
	if err == nil {
		_, err = w.Write(body)
	}
	return err
}

// told is an answer as whoever may ask is told it.
func (a *API) told(v any) any {
	if a.options.ThisMachine {
		return Whole(v)
	}
	return elsewhere(v)
}

// Refuse answers with a problem detail. Words are a sentence for people.
func (a *API) Refuse(w http.ResponseWriter, r *http.Request, status int, words string) {
	body, _ := Encode(huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: words, Instance: r.URL.EscapedPath()})
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	AskAgain(w.Header(), status)
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// Unauthorized refuses a reader who may not read a private record.
func (a *API) Unauthorized(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="onrecord"`)
	a.Refuse(w, r, http.StatusUnauthorized, `This record is private. Send the secret of a token as "Authorization: Bearer SECRET"; "onrecord token add" makes one.`)
}

// problem says in a problem detail where it happened, and as its own words those
// of what is wrong first.
func (a *API) problem(ctx huma.Context, _ string, v any) (any, error) {
	m, is := v.(*huma.ErrorModel)
	if !is {
		return v, nil
	}
	address := ctx.URL()
	m.Instance = address.EscapedPath()
	if len(m.Errors) > 0 && m.Detail == "validation failed" {
		where := strings.TrimPrefix(strings.TrimPrefix(m.Errors[0].Location, "query."), "path.")
		m.Detail = sentence(m.Errors[0].Message)
		if !strings.Contains(m.Detail, where) {
			m.Detail = where + ": " + m.Detail
		}
	}
	return m, nil
}

const faultWords = "The answer could not be made. The reason is in the server's log."

// awayWords is what is told while the database is away.
const awayWords = "The record cannot be read just now. Ask again after the seconds that Retry-After gives."

// failed turns an error into the answer for it. Of a fault of our own only its
// kind is told.
func (a *API) failed(err error) error {
	var known huma.StatusError
	if err == nil || errors.As(err, &known) {
		return err
	}
	status := Status(err)
	switch {
	case status == http.StatusBadRequest:
		return huma.NewError(http.StatusUnprocessableEntity, reasonOf(err))
	case status == http.StatusNotFound:
		return huma.NewError(status, "There is no such thing in this record.")
	case status < http.StatusInternalServerError:
		return huma.NewError(status, http.StatusText(status)+".")
	}
	a.options.Log.Error("the API could not answer", "error", err)
	if status == http.StatusServiceUnavailable {
		header := http.Header{}
		AskAgain(header, status)
		return huma.ErrorWithHeaders(huma.NewError(status, awayWords), header)
	}
	return huma.NewError(status, faultWords)
}

// reasonOf is what an error says after its kind, as a sentence.
func reasonOf(err error) string {
	_, reason, found := strings.Cut(err.Error(), onrecord.ErrInvalid.Error()+": ")
	if !found {
		reason = err.Error()
	}
	if reason == "" {
		return "What was asked is not well formed."
	}
	return sentence(reason)
}

// sentence begins words with a capital and ends them with a full stop.
func sentence(words string) string {
	if !strings.HasSuffix(words, ".") && !strings.HasSuffix(words, "?") {
		words += "."
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// pruned keeps the named members of an object, or of each of a list's items.
func pruned(body []byte, listed bool, fields []string) (any, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		return nil, err
	}
	if !listed {
		return only(object, fields), nil
	}
	var items []map[string]json.RawMessage
	if err := json.Unmarshal(object["items"], &items); err != nil {
		return nil, err
	}
	for i := range items {
		items[i] = only(items[i], fields)
	}
	kept, err := json.Marshal(items)
	object["items"] = kept
	return object, err
}

func only(object map[string]json.RawMessage, fields []string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for _, f := range fields {
		if v, there := object[f]; there {
			out[f] = v
		}
	}
	return out
}
