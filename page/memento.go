package page

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/store"
)

// Where the captures of a web address are found, after RFC 7089. The address
// stands at the end of the path as it is, with its query.
const (
	timeMapPath  = "/timemap/link/"
	timeGatePath = "/timegate/"
	mementoPath  = "/mementos/" // then the capture's hash
)

// mementos answers for the captures of web addresses, and hands all else on. It
// stands before the paths are cleaned: "https://" has two slashes in it.
func (p *site) mementos(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for prefix, answer := range map[string]func(http.ResponseWriter, *http.Request, string){timeMapPath: p.timeMap, timeGatePath: p.timeGate, mementoPath: p.memento} {
			if rest, ok := strings.CutPrefix(r.URL.EscapedPath(), prefix); ok {
				if r.URL.RawQuery != "" {
					rest += "?" + r.URL.RawQuery
				}
				p.get(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r, rest) })).ServeHTTP(w, r)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// history is the captures of one web address, oldest first.
type history struct {
	base, original string
	captures       []onrecord.Capture // without their bodies
}

// historyOf returns the captures of an address, which may be written with
// escapes ("https%3A%2F%2F…") or without. Where there are none, the error is
// ErrNotFound.
func (p *site) historyOf(r *http.Request, address string) (history, error) {
	if !strings.Contains(address, "://") {
		if plain, err := url.PathUnescape(address); err == nil {
			address = plain
		}
	}
	h := history{base: p.base(r), original: address}
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return h, fmt.Errorf("%w: that is no web address", onrecord.ErrNotFound)
	}
	err := p.store.Captures(r.Context(), store.CaptureRequest{Location: address, Heads: true}, func(c onrecord.Capture) error {
		h.captures = append(h.captures, c)
		return nil
	})
	if err == nil && len(h.captures) == 0 {
		err = fmt.Errorf("%w: that address was never captured", onrecord.ErrNotFound)
	}
	slices.SortFunc(h.captures, func(a, b onrecord.Capture) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Hash, b.Hash)) })
	return h, err
}

// timeMap lists the captures of an address as links (RFC 7089, section 5).
func (p *site) timeMap(w http.ResponseWriter, r *http.Request, address string) {
	h, err := p.historyOf(r, address)
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	links := []string{h.link(h.original, "original"), h.linkToMap("self"), h.link(h.base+timeGatePath+h.original, "timegate")}
	for i := range h.captures {
		links = append(links, h.linkToCapture(i, "memento"))
	}
	w.Header().Set("Content-Type", "application/link-format")
	_, _ = w.Write([]byte(strings.Join(links, ",\n") + "\n"))
}

// timeGate leads to the capture that is nearest to the time asked for in
// Accept-Datetime, the newest where none is (RFC 7089, section 4.1).
func (p *site) timeGate(w http.ResponseWriter, r *http.Request, address string) {
	w.Header().Add("Vary", "Accept-Datetime")
	h, err := p.historyOf(r, address)
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	found := len(h.captures) - 1
	if asked := r.Header.Get("Accept-Datetime"); asked != "" {
		at, err := http.ParseTime(asked)
		if err != nil {
			p.fail(w, r, http.StatusBadRequest, err)
			return
		}
		found = h.nearest(at)
	}
	w.Header().Set("Link", strings.Join(append([]string{h.link(h.original, "original"), h.linkToMap("timemap")}, h.linksAround(found)...), ", "))
	w.Header().Set("Location", h.address(found))
	w.WriteHeader(http.StatusFound)
}

// memento answers with one capture of an address, named by its hash (RFC 7089,
// section 4.2), as it was found: see site.capture.
func (p *site) memento(w http.ResponseWriter, r *http.Request, rest string) {
	hash, address, _ := strings.Cut(rest, "/")
	h, err := p.historyOf(r, address)
	found := slices.IndexFunc(h.captures, func(c onrecord.Capture) bool { return c.Hash == hash })
	if err == nil && found < 0 {
		err = fmt.Errorf("%w: that address was never captured with these bytes", onrecord.ErrNotFound)
	}
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	c, err := p.store.Capture(r.Context(), hash)
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	head := h.captures[found]
	w.Header().Set("Memento-Datetime", head.At.UTC().Format(http.TimeFormat))
	if head.MediaType != "" {
		w.Header().Set("X-Archive-Orig-Content-Type", head.MediaType)
	}
	links := []string{h.link(h.original, "original"), h.link(h.base+timeGatePath+h.original, "timegate"), h.linkToMap("timemap")}
	w.Header().Set("Link", strings.Join(append(links, h.linksAround(found)...), ", "))
	p.asFound(w, r, c)
}

// nearest returns which capture was made nearest to a time, the earlier of two.
func (h *history) nearest(at time.Time) int {
	best := 0
	for i, c := range h.captures {
		if c.At.Sub(at).Abs() < h.captures[best].At.Sub(at).Abs() {
			best = i
		}
	}
	return best
}

// relation is how a capture stands to its address: "first memento".
func (h *history) relation(i int) string {
	relation := "memento"
	if i == len(h.captures)-1 {
		relation = "last " + relation
	}
	if i == 0 {
		relation = "first " + relation
	}
	return relation
}

// beside says that a capture stands next to another, to be put after its
// relation.
func (h *history) beside(i, of int) string {
	switch i {
	case of - 1:
		return " prev"
	case of + 1:
		return " next"
	}
	return ""
}

// address is where one capture is found.
func (h *history) address(i int) string {
	return h.base + mementoPath + h.captures[i].Hash + "/" + h.original
}

// link is a link after RFC 8288. An address that could end its own brackets is
// escaped.
func (h *history) link(to, relation string, more ...string) string {
	to = strings.NewReplacer("<", "%3C", ">", "%3E", "\r", "", "\n", "").Replace(to)
	return strings.Join(append([]string{"<" + to + ">", `rel="` + relation + `"`}, more...), "; ")
}

func (h *history) linkToCapture(i int, relation string) string {
	return h.link(h.address(i), relation, `datetime="`+h.captures[i].At.UTC().Format(http.TimeFormat)+`"`)
}

// linksAround are links to a capture, the first, the last, and those next to it.
func (h *history) linksAround(found int) (links []string) {
	for _, i := range slices.Compact([]int{0, max(found-1, 0), found, min(found+1, len(h.captures)-1), len(h.captures) - 1}) {
		links = append(links, h.linkToCapture(i, h.relation(i)+h.beside(i, found)))
	}
	return links
}

func (h *history) linkToMap(relation string) string {
	at := func(i int) string { return h.captures[i].At.UTC().Format(http.TimeFormat) }
	return h.link(h.base+timeMapPath+h.original, relation, `type="application/link-format"`, `from="`+at(0)+`"`, `until="`+at(len(h.captures)-1)+`"`)
}
