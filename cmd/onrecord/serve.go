package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/store"
)

const defaultListen = "127.0.0.1:8080"

func (p *program) serve() *cobra.Command {
	var listen, metricsAt string
	var noPull bool
	var pace time.Duration
	var send sending
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open the record in a browser",
		Long: `serve shows the record as web pages until it is interrupted. It listens on this
machine only, unless --listen names another address: everyone who can reach that
address can then read the record.

It looks at the sources that are followed as they come due ("onrecord source"),
as "onrecord pull" does, unless --no-pull is given, and each minute sends what is
new to those who want to be told ("onrecord follow").`,
		Example: `  onrecord serve
  onrecord serve --listen 127.0.0.1:9000
  onrecord serve --data ./record
  onrecord serve --no-pull
  onrecord serve --metrics 127.0.0.1:9464`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := p.sendOptions(send)
			if err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if errors.Is(err, onrecord.ErrNotFound) {
				if s, err = p.open(cmd.Context()); err == nil {
					fmt.Fprintln(p.stdout, "There was no record here: this one is new and empty. Fill it with \"onrecord import FILE…\".")
				}
			}
			if err != nil {
				return err
			}
			defer s.Close()
			l, err := net.Listen("tcp", listen)
			if err != nil {
				return listenError(listen, err)
			}
			fmt.Fprintf(p.stdout, "The record is at %s (stop with Ctrl-C)\n", address(l))
			if !noPull {
				stopPulling, err := p.pullOnSchedule(cmd.Context(), s, pace)
				if err != nil {
					return err
				}
				defer stopPulling()
			}
			if metricsAt != "" {
				stopMetrics, err := p.serveMetrics(cmd.Context(), metricsAt, s)
				if err != nil {
					return err
				}
				defer stopMetrics()
			}
			base := options.Base // of permalinks: only one that was given
			if base == "" {
				options.Base = strings.TrimRight(address(l), "/")
			}
			defer p.alertOnSchedule(cmd.Context(), options)()
			return p.serveOn(cmd.Context(), l, s, page.Options{BaseURL: base}, beside{"/unsubscribe/", alert.Unsubscribe(unsubscribing{p})})
		},
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "address to listen on, HOST:PORT")
	cmd.Flags().StringVar(&metricsAt, "metrics", "", "tell numbers for Prometheus at /metrics of this address, HOST:PORT")
	cmd.Flags().BoolVar(&noPull, "no-pull", false, "do not look at sources by itself")
	p.paceFlag(cmd, &pace)
	send.flags(cmd)
	return cmd
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

// serveOn serves pages until ctx is done, then lets open requests end.
func (p *program) serveOn(ctx context.Context, l net.Listener, s store.Store, o page.Options, beside ...beside) error {
	logger := slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	o.Log = logger
	var pages http.Handler = besides{page.New(s, o), beside}
	if p.metrics != nil {
		pages = p.metrics.around(pages)
	}
	server := &http.Server{
		Handler:           pages,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    1 << 16,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
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
