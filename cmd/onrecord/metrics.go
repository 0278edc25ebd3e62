package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/onrecord/onrecord/health"
	"github.com/onrecord/onrecord/store"
)

// metrics are the numbers that Prometheus collects from a serving program.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

func newMetrics(s store.Store, log *slog.Logger) *metrics {
	m := &metrics{registry: prometheus.NewRegistry(), requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "onrecord_http_request_duration_seconds", Help: "Time to answer a request for a page.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	}, []string{"code", "method"})}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &recordGauges{store: s, log: log})
	return m
}

// serveMetrics serves the numbers of a record on an address of their own, until
// the function that it returns is called.
func (p *program) serveMetrics(ctx context.Context, at string, s store.Store) (stop func(), err error) {
	l, err := net.Listen("tcp", at)
	if err != nil {
		return nil, listenError(at, err)
	}
	p.metrics = newMetrics(s, p.log)
	fmt.Fprintf(p.stdout, "Numbers for Prometheus are at %smetrics\n", address(l))
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.metrics.serve(ctx, l, p.log)
	}()
	return func() {
		cancel()
		<-done
	}, nil
}

// around measures what a handler answers.
func (m *metrics) around(next http.Handler) http.Handler {
	return promhttp.InstrumentHandlerDuration(m.requests, next)
}

// serve answers at /metrics of an address of its own until ctx is done: who may
// read the record need not see its numbers.
func (m *metrics) serve(ctx context.Context, l net.Listener, log *slog.Logger) {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(l); err != http.ErrServerClosed {
		log.ErrorContext(ctx, "metrics are no longer served", "error", err)
	}
}

// recordGauges tell how the record stands. It is asked at most once a minute, since
// it reads much.
type recordGauges struct {
	store store.Store
	log   *slog.Logger

	mu       sync.Mutex
	at       time.Time
	report   health.Report
	overview store.Overview
}

const gaugesLast = time.Minute

var (
	metricReleases  = prometheus.NewDesc("onrecord_releases", "Releases in the record.", nil, nil)
	metricVersions  = prometheus.NewDesc("onrecord_versions", "Versions of releases in the record.", nil, nil)
	metricCaptures  = prometheus.NewDesc("onrecord_captures", "Captures in the record.", nil, nil)
	metricProblems  = prometheus.NewDesc("onrecord_problems", "Things that could not be read or fetched.", nil, nil)
	metricUnlinked  = prometheus.NewDesc("onrecord_releases_unlinked", "Releases that wait to be linked.", nil, nil)
	metricLate      = prometheus.NewDesc("onrecord_deliveries_late", "Messages to subscribers that are overdue by more than an hour, at most 100.", nil, nil)
	metricDead      = prometheus.NewDesc("onrecord_deliveries_dead", "Messages to subscribers that were given up, at most 100.", nil, nil)
	metricFacts     = prometheus.NewDesc("onrecord_facts", "Facts of newest versions.", []string{"kind"}, nil)
	metricSucceeded = prometheus.NewDesc("onrecord_source_succeeded_timestamp_seconds", "When a source was last looked at without a fault; 0 for never.", []string{"source"}, nil)
	metricNext      = prometheus.NewDesc("onrecord_source_next_timestamp_seconds", "When a source is due next.", []string{"source"}, nil)
	metricFailures  = prometheus.NewDesc("onrecord_source_failures", "Looks in a row that ended with a fault.", []string{"source"}, nil)
	metricWaiting   = prometheus.NewDesc("onrecord_source_waiting", "Locations listed and not fetched yet.", []string{"source"}, nil)
	metricWithheld  = prometheus.NewDesc("onrecord_source_withheld", "Locations that are not there any more.", []string{"source"}, nil)
	metricSilent    = prometheus.NewDesc("onrecord_source_silent", "1 where a source is silent for longer than its rhythm has it.", []string{"source"}, nil)
)

// Describe implements prometheus.Collector.
func (c *recordGauges) Describe(out chan<- *prometheus.Desc) { prometheus.DescribeByCollect(c, out) }

// Collect implements prometheus.Collector.
func (c *recordGauges) Collect(out chan<- prometheus.Metric) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Sub(c.at) > gaugesLast {
		ctx, stop := context.WithTimeout(context.Background(), 30*time.Second)
		defer stop()
		if err := c.read(ctx, now); err != nil {
			c.log.Error("how the record stands could not be read", "error", err)
			return
		}
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(metricReleases, float64(c.overview.Releases))
	gauge(metricVersions, float64(c.overview.Versions))
	gauge(metricCaptures, float64(c.overview.Captures))
	gauge(metricProblems, float64(c.overview.Problems))
	gauge(metricUnlinked, float64(c.overview.Unlinked))
	gauge(metricLate, float64(c.report.LateDeliveries))
	gauge(metricDead, float64(c.report.DeadDeliveries))
	for kind, n := range c.overview.Facts {
		gauge(metricFacts, float64(n), string(kind))
	}
	for _, s := range c.report.Sources {
		gauge(metricSucceeded, seconds(s.SucceededAt), s.Spec)
		gauge(metricNext, seconds(s.Next), s.Spec)
		gauge(metricFailures, float64(s.Failures), s.Spec)
		gauge(metricWaiting, float64(s.Waiting), s.Spec)
		gauge(metricWithheld, float64(s.Withheld), s.Spec)
		silent := 0.0
		if s.Silent {
			silent = 1
		}
		gauge(metricSilent, silent, s.Spec)
	}
}

func (c *recordGauges) read(ctx context.Context, now time.Time) (err error) {
	if c.overview, err = c.store.Overview(ctx); err != nil {
		return err
	}
	c.report, err = health.Examine(ctx, c.store, now)
	c.at = now
	return err
}

func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}
