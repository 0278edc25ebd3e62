package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// What is served is read back as Prometheus reads it.
func TestMetricsTellHowTheRecordStands(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, 0)
	run(t, data, "", "source", "add", "feed:https://harbour.example/feed").want(t, 0)
	s, err := openFolder(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	m := newMetrics(s, slog.New(slog.NewTextHandler(io.Discard, nil)))
	pages := httptest.NewServer(m.around(http.NotFoundHandler()))
	t.Cleanup(pages.Close)
	if _, err := http.Get(pages.URL); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{"onrecord_releases": 2, "onrecord_captures": 1, "onrecord_problems": 0, "onrecord_source_failures": 0, "onrecord_deliveries_late": 0, "onrecord_deliveries_dead": 0, "onrecord_source_succeeded_timestamp_seconds": 0} {
		if f := families[name]; f == nil || f.Metric[0].GetGauge().GetValue() != want {
			t.Errorf("%s is %v, want %v", name, f, want)
		}
	}
	if f := families["onrecord_http_request_duration_seconds"]; f == nil || f.Metric[0].GetHistogram().GetSampleCount() != 1 {
		t.Errorf("the request is not counted: %v", f)
	}
}
