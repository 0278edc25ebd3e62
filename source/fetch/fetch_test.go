package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

// clock is one that a test moves; to wait on it moves it.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	waits []time.Duration
}

func newClock() *clock { return &clock{at: time.Date(2031, 4, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.waits = c.at.Add(d), append(c.waits, d)
	return ctx.Err()
}

// site is a real server on loopback that counts what it is asked for.
type site struct {
	*httptest.Server
	asked atomic.Int64 // robots.txt left out
}

func serve(t *testing.T, answer http.HandlerFunc) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			s.asked.Add(1)
		}
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// without answers as a host without a robots.txt.
func without(answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		answer(w, r)
	}
}

func client(c *clock, l Limits) *Client {
	return New(Options{Agent: "onrecord/1.0", Contact: "ada@harbour.example", Now: c.now, Wait: c.wait, Random: func() float64 { return 1 }, Limits: l})
}

func get(t *testing.T, c *Client, address string) (Response, error) {
	t.Helper()
	return c.Get(t.Context(), Request{URL: address, Local: true})
}

func TestWhoAsksAndWhetherItChanged(t *testing.T) {
	s := serve(t, without(func(w http.ResponseWriter, r *http.Request) {
		if agent := r.UserAgent(); agent != "onrecord/1.0 (+https://github.com/onrecord/onrecord; contact: ada@harbour.example)" || r.Header.Get("Accept") != "text/html" {
			t.Errorf("%q asks for %q", agent, r.Header.Get("Accept"))
		}
		w.Header().Set("ETag", `"a"`)
		w.Header().Set("Last-Modified", "Tue, 01 Apr 2031 10:00:00 GMT")
		w.Header().Set("Content-Type", "text/plain; charset=latin1")
		if r.Header.Get("If-None-Match") == `"a"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte("caf\xe9"))
	}))
	k := newClock()
	c := client(k, Limits{})
	a, err := c.Get(t.Context(), Request{URL: s.URL + "/a#top", Accept: "text/html", Local: true})
	if err != nil || a.Status != 200 || string(a.Body) != "caf\xe9" || a.MediaType != "text/plain; charset=latin1" || a.URL != s.URL+"/a" || !a.At.Equal(k.now()) {
		t.Fatalf("%+v, %v", a, err)
	}
	again, err := c.Get(t.Context(), Request{URL: s.URL + "/a", Accept: "text/html", ETag: a.ETag, LastModified: a.LastModified, Local: true})
	if err != nil || again.Status != 304 || again.Body != nil {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestRobotsAreObeyed(t *testing.T) {
	var broken atomic.Bool
	var robots atomic.Int64
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			fmt.Fprint(w, "news")
			return
		}
		robots.Add(1)
		if broken.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, "User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow: /private\nCrawl-delay: 3")
	})
	k := newClock()
	c := client(k, Limits{})
	for range 3 {
		if a, err := get(t, c, s.URL+"/news"); err != nil || string(a.Body) != "news" {
			t.Fatalf("%+v, %v", a, err)
		}
	}
	if len(k.waits) != 2 || k.waits[1] != 3*time.Second {
		t.Errorf("waits %v, want 3 s between pages", k.waits)
	}
	if _, err := get(t, c, s.URL+"/private/a"); !errors.Is(err, onrecord.ErrRefused) || !strings.Contains(err.Error(), "robots.txt") {
		t.Errorf("%v", err)
	}
	if robots.Load() != 1 || s.asked.Load() != 3 {
		t.Errorf("robots.txt was asked for %d times, pages %d times", robots.Load(), s.asked.Load())
	}
	k.move(25 * time.Hour)
	broken.Store(true)
	var later *WaitError
	if _, err := get(t, c, s.URL+"/news"); !errors.As(err, &later) || !errors.Is(err, onrecord.ErrUnavailable) || s.asked.Load() != 3 {
		t.Errorf("robots.txt can't be read: %v, pages asked for %d times", err, s.asked.Load())
	}
	broken.Store(false)
	k.move(30 * time.Minute)
	if _, err := get(t, c, s.URL+"/news"); err != nil {
		t.Errorf("robots.txt is back: %v", err)
	}
}

func TestRedirects(t *testing.T) {
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /private")
	})
	s := serve(t, without(func(w http.ResponseWriter, r *http.Request) {
		to := map[string]string{"/a": "b?x=1", "/circle": "/circle", "/file": "file:///etc/passwd", "/private": other.URL + "/private", "/other": other.URL + "/x",
			"/secrets": "http://169.254.169.254/latest/meta-data/", "/user": "http://ada:pw@" + r.Host + "/b", "/none": ""}[r.URL.Path]
		switch {
		case r.URL.Path == "/b":
			fmt.Fprint(w, r.URL.RawQuery)
		case strings.HasPrefix(r.URL.Path, "/on"):
			http.Redirect(w, r, r.URL.Path+"n", http.StatusFound)
		case to == "":
			w.WriteHeader(http.StatusFound)
		default:
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusMovedPermanently)
		}
	}))
	c := client(newClock(), Limits{Time: 2 * time.Second})
	if a, err := get(t, c, s.URL+"/a"); err != nil || string(a.Body) != "x=1" || a.URL != s.URL+"/b?x=1" {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err := get(t, c, s.URL+"/other"); err != nil || a.URL != other.URL+"/x" {
		t.Errorf("%+v, %v", a, err)
	}
	for path, want := range map[string]error{"/circle": onrecord.ErrInvalid, "/on": onrecord.ErrInvalid, "/none": onrecord.ErrInvalid,
		"/file": onrecord.ErrRefused, "/private": onrecord.ErrRefused, "/secrets": onrecord.ErrRefused, "/user": onrecord.ErrRefused} {
		if a, err := get(t, c, s.URL+path); !errors.Is(err, want) {
			t.Errorf("%s: %+v, %v; want %v", path, a, err, want)
		}
	}
}

func TestAHostThatAsksForTime(t *testing.T) {
	k := newClock()
	for header, want := range map[string]time.Duration{"30": 30 * time.Second, k.now().Add(time.Minute).Format(http.TimeFormat): time.Minute, "soon": 2 * time.Second, "": 2 * time.Second, "-4": 2 * time.Second, k.now().Add(-time.Hour).Format(http.TimeFormat): 2 * time.Second} {
		k := newClock()
		var times atomic.Int64
		s := serve(t, without(func(w http.ResponseWriter, r *http.Request) {
			if times.Add(1) == 1 {
				w.Header().Set("Retry-After", header)
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			fmt.Fprint(w, "now")
		}))
		a, err := get(t, client(k, Limits{}), s.URL+"/a")
		if err != nil || string(a.Body) != "now" || len(k.waits) == 0 || k.waits[0] != want {
			t.Errorf("Retry-After %q: %+v, %v, waited %v, want %v", header, a, err, k.waits, want)
		}
	}
	s := serve(t, without(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	c := client(k, Limits{})
	var later *WaitError
	if _, err := get(t, c, s.URL+"/a"); !errors.As(err, &later) || !later.Resting || later.Status != 503 || !later.Until.Equal(k.now().Add(time.Hour)) || s.asked.Load() != 1 {
		t.Errorf("an hour: %+v, asked %d times", later, s.asked.Load())
	}
	if _, err := get(t, c, s.URL+"/b"); !errors.As(err, &later) || s.asked.Load() != 1 {
		t.Errorf("another page within the hour: %v, asked %d times", err, s.asked.Load())
	}
	k.move(time.Hour)
	if _, err := get(t, c, s.URL+"/b"); !errors.As(err, &later) || s.asked.Load() != 2 {
		t.Errorf("after the hour: %v, asked %d times", err, s.asked.Load())
	}
	k.move(-48 * time.Hour) // the clock was a day ahead, say
	if _, err := get(t, c, s.URL+"/b"); !errors.As(err, &later) || s.asked.Load() != 3 {
		t.Errorf("after the clock was set back: %v, asked %d times", err, s.asked.Load())
	}
}

// TestASickHostIsLeftAlone: a storm of failures is met with fewer and fewer requests.
func TestASickHostIsLeftAlone(t *testing.T) {
	var well atomic.Bool
	s := serve(t, without(func(w http.ResponseWriter, r *http.Request) {
		if !well.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	k := newClock()
	c := client(k, Limits{})
	asked := func(over time.Duration) int64 {
		before := s.asked.Load()
		for end := k.now().Add(over); k.now().Before(end); k.move(time.Minute) {
			if _, err := get(t, c, s.URL+"/a"); !errors.Is(err, onrecord.ErrUnavailable) {
				t.Fatalf("%v", err)
			}
		}
		return s.asked.Load() - before
	}
	if first, second := asked(2*time.Hour), asked(20*time.Hour); first > 12 || second > 8 || second == 0 {
		t.Errorf("asked %d times in two hours, then %d times in twenty", first, second)
	}
	well.Store(true)
	k.move(25 * time.Hour)
	if a, err := get(t, c, s.URL+"/a"); err != nil || a.Status != 200 {
		t.Errorf("when it is well: %+v, %v", a, err)
	}
	if _, err := get(t, c, s.URL+"/b"); err != nil {
		t.Errorf("the page after that: %v", err)
	}
}

func packed(t *testing.T, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(make([]byte, size)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// raw answers with bytes of its own making and hangs up.
func raw(w http.ResponseWriter, answer string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	_, _ = conn.Write([]byte(answer))
	conn.Close()
}

func TestBodiesThatAreNotWhatTheySay(t *testing.T) {
	small, bomb := packed(t, 1000), packed(t, 8<<20)
	s := serve(t, without(func(w http.ResponseWriter, r *http.Request) {
		head := func(coding string, body []byte) {
			w.Header().Set("Content-Encoding", coding)
			_, _ = w.Write(body)
		}
		switch r.URL.Path {
		case "/gzip":
			head("gzip", small)
		case "/bomb":
			head("gzip", bomb)
		case "/cut-gzip":
			head("gzip", small[:len(small)/2])
		case "/no-gzip":
			head("gzip", []byte("plain words, quite a few of them"))
		case "/br":
			head("br", []byte("x"))
		case "/large":
			_, _ = w.Write(make([]byte, 10<<20))
		case "/short":
			raw(w, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
		case "/long":
			raw(w, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more")
		case "/cut-chunk":
			raw(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\nwor")
		case "/babble":
			raw(w, "SSH-2.0-OpenSSH\r\n")
		case "/silent":
			raw(w, "")
		case "/header":
			raw(w, "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 100<<10)+"\r\n\r\n")
		case "/slow":
			_, _ = w.Write([]byte("a"))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}
	}))
	c := client(newClock(), Limits{Body: 9 << 20, Attempts: 1})
	for path, size := range map[string]int{"/gzip": 1000, "/long": 4} {
		if a, err := get(t, c, s.URL+path); err != nil || len(a.Body) != size {
			t.Errorf("%s: %d bytes, %v; want %d", path, len(a.Body), err, size)
		}
	}
	for path, want := range map[string]struct {
		kind  error
		words string
	}{
		"/bomb": {onrecord.ErrTooLarge, "unpacks"}, "/large": {onrecord.ErrTooLarge, "more than"}, "/no-gzip": {onrecord.ErrInvalid, "is not"}, "/br": {onrecord.ErrUnsupported, "br"},
		"/cut-gzip": {onrecord.ErrUnavailable, "broke off"}, "/short": {onrecord.ErrUnavailable, "broke off"}, "/cut-chunk": {onrecord.ErrUnavailable, "broke off"},
		"/silent": {onrecord.ErrUnavailable, "broke off"}, "/slow": {onrecord.ErrUnavailable, "within"}, "/babble": {onrecord.ErrUnavailable, "broke"}, "/header": {onrecord.ErrUnavailable, ""},
	} {
		limits := Limits{Body: 9 << 20, Attempts: 1}
		if path == "/slow" {
			limits.Time = 300 * time.Millisecond
		}
		c := client(newClock(), limits)
		if a, err := get(t, c, s.URL+path); !errors.Is(err, want.kind) || !strings.Contains(err.Error(), want.words) || len(a.Body) > 0 {
			t.Errorf("%s: %d bytes, %v; want %v and %q", path, len(a.Body), err, want.kind, want.words)
		}
	}
}

func TestAddressesThatAreNotOpenToEveryone(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("it was reached") })
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	c := client(newClock(), Limits{Time: 2 * time.Second})
	for _, address := range []string{s.URL, "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://localhost:" + port + "/", "http://10.1.2.3/", "http://192.168.0.1/",
		"http://172.16.9.9/", "http://100.64.0.1/", "http://169.254.169.254/latest/", "http://[fd00::1]/", "http://[fe80::1]/", "http://192.0.2.1/", "http://93.184.216.34:22/", "ftp://harbour.example/", "file:///etc/passwd", "https://ada:pw@harbour.example/"} {
		if a, err := c.Get(t.Context(), Request{URL: address}); !errors.Is(err, onrecord.ErrRefused) {
			t.Errorf("%s: %+v, %v", address, a, err)
		}
	}
	for _, address := range []string{"http://169.254.169.254/latest/", "http://[fe80::1]/", "http://0.0.0.0:" + port + "/"} {
		if a, err := get(t, c, address); !errors.Is(err, onrecord.ErrRefused) {
			t.Errorf("%s, though local: %+v, %v", address, a, err)
		}
	}
}

func TestFewAtOnceAndNotTooOften(t *testing.T) {
	var inside, most atomic.Int64
	s := serve(t, without(func(w http.ResponseWriter, r *http.Request) {
		now := inside.Add(1)
		for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
		}
		time.Sleep(2 * time.Millisecond)
		inside.Add(-1)
	}))
	c := New(Options{})
	var all sync.WaitGroup
	for i := range 30 {
		all.Go(func() {
			if _, err := get(t, c, fmt.Sprint(s.URL, "/", i)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() > atOnce || s.asked.Load() != 30 {
		t.Errorf("%d at once, %d in all", most.Load(), s.asked.Load())
	}
	k := newClock()
	paced := client(k, Limits{})
	h := paced.host(mustParse(t, "https://harbour.example/"))
	for i := range 4 {
		if d, err := paced.turn(h, false); err != nil || d != time.Duration(min(i, 2))*DefaultPace {
			t.Errorf("turn %d comes after %v, %v", i, d, err)
		}
	}
	k.move(-time.Hour)
	if d, err := paced.turn(h, false); err != nil || d > 2*DefaultPace {
		t.Errorf("after the clock was set back: %v, %v", d, err)
	}
}

func TestCancelled(t *testing.T) {
	s := serve(t, without(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := New(Options{}).Get(ctx, Request{URL: s.URL, Local: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}
