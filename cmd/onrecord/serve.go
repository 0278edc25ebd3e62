package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os/user"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/api/mcp"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/store"
)

const defaultListen = "127.0.0.1:8080"

// serveFlags is what the flags of serve say.
type serveFlags struct {
	listen, editor    string
	base              string // of --base-url
	send              sending
	private, readOnly bool
	noPull            bool
	metricsAt         string
	pace              time.Duration // between two requests to one host
	perMinute         int           // requests of one program to the API
	origins           []string      // of --allow-origin
}

func (p *program) serve() *cobra.Command {
	var v serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open the record in a browser",
		Long: `serve shows the record as web pages until it is interrupted. It listens on this
machine only, unless --listen names another address: everyone who can reach that
address can then read the record, unless --private keeps it to editors.

Facts are reviewed under /review. Who sits at this machine may do so as the local
editor, by the name of --editor or of whoever started the server, as long as the
record has no editors of its own. From any other machine, behind a proxy, and once
there are editors ("onrecord editor add"), one signs in. Behind a proxy give
--base-url, the address that readers use: docs/review.md shows how to set that up.

Programs read the record at /api/v1 (see /api/), and chat assistants ask it at /mcp;
what is private or read-only is so for them too. A program that says things, or reads
a private record, comes with a token: see "onrecord token".

It looks at the sources that are followed as they come due ("onrecord source"),
as "onrecord pull" does, unless --no-pull is given, and each minute sends what is
new to those who want to be told ("onrecord follow"). On a record in PostgreSQL it
shares that with other programs: see "onrecord work".`,
		Example: `  onrecord serve
  onrecord serve --listen 127.0.0.1:9000 --editor 'Ida Reed'
  onrecord serve --base-url https://record.example.org            behind a proxy
  onrecord serve --base-url https://record.example.org --private  for editors only
  onrecord serve --no-pull
  onrecord serve --metrics 127.0.0.1:9464
  onrecord serve --log json --log-level debug                     each request, for programs to read`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error { return p.runServe(cmd.Context(), v) },
	}
	f := cmd.Flags()
	f.StringVar(&v.listen, "listen", defaultListen, "address to listen on, HOST:PORT")
	f.StringVar(&v.editor, "editor", "", "name of the editor at this machine (default $USER, where the record has no editors)")
	f.BoolVar(&v.private, "private", false, "only editors may read")
	f.BoolVar(&v.readOnly, "read-only", false, "nobody may say anything here")
	f.StringVar(&v.metricsAt, "metrics", "", "tell numbers for Prometheus at /metrics of this address, HOST:PORT")
	f.IntVar(&v.perMinute, "api-rate", api.DefaultPerMinute, "how many requests a minute one program may make of the API; 0 for any number")
	f.StringArrayVar(&v.origins, "allow-origin", nil, "let pages of this site read the API, such as https://notebook.example.org, or * for all; may be given more than once (default all, but this machine's only where only this machine is served)")
	f.BoolVar(&v.noPull, "no-pull", false, "do not look at sources by itself")
	p.paceFlag(cmd, &v.pace)
	v.send.flags(cmd)
	return cmd
}

func (p *program) runServe(ctx context.Context, v serveFlags) error {
	options, err := p.sendOptions(v.send)
	if err != nil {
		return err
	}
	v.base = strings.TrimRight(options.Base, "/")
	if err := v.check(); err != nil {
		return err
	}
	s, err := p.openToServe(ctx, &v)
	if err != nil {
		return err
	}
	defer s.Close()
	l, err := net.Listen("tcp", v.listen)
	if err != nil {
		return listenError(v.listen, err)
	}
	o, says, err := p.mayEdit(ctx, l, s, v)
	if err != nil {
		l.Close()
		return err
	}
	o.PerMinute = v.perMinute
	if v.perMinute == 0 {
		o.PerMinute = -1
	}
	fmt.Fprintf(p.stdout, "The record is at %s (stop with Ctrl-C)\n%s\n", address(l), says)
	if v.metricsAt != "" {
		stopMetrics, err := p.serveMetrics(ctx, v.metricsAt, s)
		if err != nil {
			return err
		}
		defer stopMetrics()
	}
	if options.Base == "" { // of permalinks: only one that was given
		options.Base = strings.TrimRight(address(l), "/")
	}
	o.Alerts = &options
	writing := &onceOpened{open: p.openForWriting}
	defer writing.Close()
	jobs, err := p.jobs(s, writing, v.pace, options, !v.noPull && !v.readOnly)
	if err != nil {
		return err
	}
	defer p.workBeside(ctx, jobs)()
	return p.serveOn(ctx, l, s, o, beside{unsubscribePath, alert.Unsubscribe(unsubscribing{s, writing})})
}

// check refuses flags that say nothing together.
func (v serveFlags) check() error {
	if v.base != "" {
		u, err := url.Parse(v.base)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			return usagef("--base-url wants the address that readers use, such as https://record.example.org, not %q", v.base)
		}
	}
	for _, origin := range v.origins {
		if u, err := url.Parse(origin); origin != "*" && (err != nil || u.Scheme+"://"+u.Host != origin || u.Host == "") {
			return usagef("--allow-origin wants a site's address without a path, such as https://notebook.example.org, or *, not %q", origin)
		}
	}
	switch {
	case v.perMinute < 0:
		return usagef("--api-rate is a number from 0, not %d", v.perMinute)
	case v.base != "" && v.editor != "":
		return usagef("--editor is for who sits at this machine; with --base-url everybody signs in: see \"onrecord editor\"")
	case v.readOnly && v.editor != "":
		return usagef("--read-only and --editor contradict each other")
	case v.readOnly && v.private:
		return usagef("--private needs sign-in, which --read-only leaves out")
	}
	return nil
}

// openToServe opens the record to be written, so that people can say things;
// where it cannot be written, to be read.
func (p *program) openToServe(ctx context.Context, v *serveFlags) (store.Store, error) {
	if v.readOnly {
		return p.openExisting(ctx)
	}
	s, err := p.openForWriting(ctx)
	if errors.Is(err, onrecord.ErrNotFound) {
		if s, err = p.open(ctx); err == nil {
			fmt.Fprintln(p.stdout, "There was no record here: this one is new and empty. Fill it with \"onrecord import FILE…\".")
		}
	}
	if errors.Is(err, onrecord.ErrUnavailable) && !v.private {
		if reading, other := p.openExisting(ctx); other == nil {
			v.readOnly = true
			return reading, nil
		}
	}
	return s, err
}

// mayEdit decides who may edit, and says so.
func (p *program) mayEdit(ctx context.Context, l net.Listener, s store.Store, v serveFlags) (o page.Options, says string, err error) {
	tcp, _ := l.Addr().(*net.TCPAddr)
	loopback := tcp != nil && tcp.IP.IsLoopback()
	o = page.Options{BaseURL: v.base, Editing: !v.readOnly, Private: v.private, ThisMachine: loopback, Origins: v.origins}
	if v.readOnly {
		return o, "It is open to be read; nobody can say anything here.", nil
	}
	editors, err := s.Editors(ctx)
	if err != nil {
		return o, "", err
	}
	here := loopback && v.base == ""
	switch {
	case v.editor != "" && !here:
		return o, "", usagef("--editor is for who sits at this machine, and %s can be reached from others; give editors a password instead: \"onrecord editor add NAME\"", v.listen)
	case v.editor != "":
		o.Local = v.editor
	case here && len(editors) == 0:
		o.Local = p.localEditor()
	}
	switch {
	case o.Local != "":
		return o, fmt.Sprintf("Whoever sits at this machine reviews facts as %s: %sreview", plain(o.Local), address(l)), nil
	case len(editors) > 0:
		return o, fmt.Sprintf("%s may sign in to review facts: %ssign-in", count(len(editors), "editor"), address(l)), nil
	case v.private:
		return o, "", usagef("--private keeps the record to its editors, and it has none: add one with \"onrecord editor add NAME\"")
	}
	return o, "Nobody can review facts here yet: add an editor with \"onrecord editor add NAME\".", nil
}

// localEditor names whoever started the server.
func (p *program) localEditor() string {
	if name := p.env("USER"); name != "" {
		return name
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "editor"
}

func listenError(listen string, err error) error {
	if _, _, bad := net.SplitHostPort(listen); bad != nil {
		return usagef("--listen wants HOST:PORT, such as 127.0.0.1:9000, not %q", listen)
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken by another program: choose another address with --listen, such as --listen 127.0.0.1:0 for any free port", listen)
	}
	return fmt.Errorf("can't listen on %s: %w", listen, err)
}

func address(l net.Listener) string { return "http://" + l.Addr().String() + "/" }

// unsubscribePath is where subscriptions are ended, each by its secret below it.
const unsubscribePath = "/unsubscribe/"

// beside is what is served beside the pages, under a path.
type beside struct {
	path    string
	handler http.Handler
}

// besides serves what stands beside the pages, and the pages for all else. It is
// no http.ServeMux: that would clean the addresses that stand within paths
// ("/timegate/https://…").
type besides struct {
	pages  http.Handler
	beside []beside
}

func (b besides) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, other := range b.beside {
		if strings.HasPrefix(r.URL.Path, other.path) {
			other.handler.ServeHTTP(w, r)
			return
		}
	}
	b.pages.ServeHTTP(w, r)
}

// maxAsked bounds what a chat assistant may send, in bytes.
const maxAsked = 1 << 20

// serveOn serves pages until ctx is done, then lets open requests end.
func (p *program) serveOn(ctx context.Context, l net.Listener, s store.Store, o page.Options, beside ...beside) error {
	o.Log = p.log
	base := o.BaseURL
	if tcp, _ := l.Addr().(*net.TCPAddr); base == "" && tcp != nil && tcp.IP.IsLoopback() {
		base = strings.TrimRight(address(l), "/") // who asks sits at this machine
	}
	o.Assistants = http.MaxBytesHandler(mcp.Handler(s, mcp.Options{Version: built(), BaseURL: base, ThisMachine: o.ThisMachine && o.BaseURL == "", Today: o.Today, Log: p.log}), maxAsked)
	var pages http.Handler = besides{page.New(s, o), beside}
	if p.metrics != nil {
		pages = p.metrics.around(pages)
	}
	server := &http.Server{
		Handler:           logged(p.log, pages),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    1 << 16,
		ErrorLog:          slog.NewLogLogger(p.log.Handler(), slog.LevelWarn),
	}
	return p.serveHandler(ctx, l, server)
}

// serveHandler serves until ctx is done, then lets open requests end.
func (p *program) serveHandler(ctx context.Context, l net.Listener, server *http.Server) error {
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(end)
	}()
	if p.serving != nil {
		p.serving(address(l))
	}
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
