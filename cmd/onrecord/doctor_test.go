package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/onrecord/onrecord/health"
)

func TestDoctorNamesASickSource(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, 0)
	run(t, data, "", "doctor").want(t, 0, "No source is followed")
	sick := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		if sick {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(`<rss version="2.0"><channel><title>Harbour</title></channel></rss>`))
	}))
	t.Cleanup(server.Close)
	spec := "feed:" + server.URL + "/feed"
	run(t, data, "", "source", "add", "--local", spec).want(t, 0)
	if got := run(t, data, "", "pull"); got.code == 0 {
		t.Errorf("a pull of a sick source ended with 0: %+v", got)
	}
	run(t, data, "", "doctor").want(t, 3, "fault", spec, "the last look failed", "onrecord source test")
	var report health.Report
	if err := json.Unmarshal([]byte(run(t, data, "", "doctor", "--json").stdout), &report); err != nil || report.Faults() != 1 || report.Sources[0].Failures != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	sick = false
	run(t, data, "", "pull", "--force")
	run(t, data, "", "doctor").want(t, 0, "1 source")
}
