package score_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/sharedtest"
	"github.com/onrecord/onrecord/sample"
	"github.com/onrecord/onrecord/score"
)

var (
	update   = flag.Bool("update", false, "write the scores as they are now")
	errorsOf = flag.String("errors", "", "print what is missed, extra or of another value for this kind, such as dates")
)

// scoresFile holds the committed scores: a change for the worse shows up in
// its diff.
const scoresFile = "testdata/scores.txt"

// sections are the parts of the scores file, in order.
var sections = []string{"a real archive of 2025", "the sample", "releases that the rules were tuned on", "releases hardly looked at while tuning", "two readers of these releases, the second held against the first", "further releases that the rules were tuned on, marked by one reader", "releases of three collections, half of which the rules were tuned on", "the other half, hardly looked at while tuning", "two readers of these releases of three collections, the second held against the first", "more of the three collections that the rules were tuned on, marked by one reader", "more of the three collections, hardly looked at while tuning, marked by one reader", archiveLinks, sampleLinks, followUpsSection, eventsSection, halvesSection, whoSection, peersSection}

// TestScores holds the scores of today's rules against the committed ones.
func TestScores(t *testing.T) {
	for _, g := range []struct {
		name    string
		measure func(t *testing.T) score.Report
	}{
		{sections[0], archive},
		{sections[1], ofSample},
	} {
		t.Run(g.name, func(t *testing.T) { compareReport(t, g.name, g.measure(t)) })
	}
}

// compareReport prints the errors that -errors asks for and compares.
func compareReport(t *testing.T, name string, r score.Report) {
	for _, line := range r.Tally(*errorsOf).Errors {
		fmt.Println(line)
	}
	compareSection(t, name, r.String())
}

// compareSection holds a part of the scores against the committed one, or
// commits it with -update.
func compareSection(t *testing.T, name, now string) {
	t.Helper()
	committed := readScores(t)
	if *update {
		committed[name] = now
		writeScores(t, committed)
		return
	}
	if diff := cmp.Diff(committed[name], now); diff != "" {
		t.Errorf("the scores are not those committed; where the change is meant, run go test ./score -update and commit the diff:\n%s", diff)
	}
}

// archive measures the real archive page that lies beside the project.
func archive(t *testing.T) score.Report {
	golds, err := score.ParseGold(sharedtest.Read(t, "eval/archive-2025.json"))
	if err != nil {
		t.Fatal(err)
	}
	return score.Measure(golds, archiveRecords(t))
}

const archivePage = "corpus/000_a84290d9e85f6fee.txt"

func archiveRecords(t *testing.T) []onrecord.Record {
	return ingest.Read(onrecord.NewCapture(sharedtest.Read(t, archivePage), archivePage, "", sample.CapturedAt("archive/public-safety.txt"))).Records
}

// readersCorpora are the collections that the releases of the readers' marks
// are taken from, with their addresses and texts by line; readersPages those
// that are kept as pages.
var (
	readersCorpora = []string{"corpus/govuk-news.jsonl", "corpus/congress-press.jsonl"}
	readersPages   = "corpus/us-doj/html"
)

// TestReaders measures the releases that two readers marked, and the readers
// against each other. Of the halves that are hardly looked at while the rules
// are tuned, -errors prints nothing.
func TestReaders(t *testing.T) {
	texts, captures := corpora(t)
	for _, pair := range []struct {
		first, second string
		releases      int
		sections      []string // of the tuned half, of the held one, and of the readers
	}{
		{"first.json", "second.json", 30, sections[2:5]},
		{"fourth.json", "fifth.json", 38, sections[6:9]},
	} {
		t.Run(pair.first, func(t *testing.T) {
			first, second := marks(t, pair.first, texts), marks(t, pair.second, texts)
			agreed := score.Agree(first, second)
			if len(agreed) != pair.releases {
				t.Fatalf("%d releases that both readers marked, want %d", len(agreed), pair.releases)
			}
			half := func(name string) []score.Gold {
				return slices.DeleteFunc(slices.Clone(agreed), func(g score.Gold) bool { return g.Half != name })
			}
			records := recordsOf(first, captures)
			compareReport(t, pair.sections[0], score.Measure(half("tune"), records))
			compareSection(t, pair.sections[1], score.Measure(half("held"), records).String())
			compareSection(t, pair.sections[2], score.Measure(first, score.Records(second)).String())
		})
	}
}

// TestOneReader measures further releases, each of which one reader marked. Of
// the half that is hardly looked at while the rules are tuned, -errors prints
// nothing.
func TestOneReader(t *testing.T) {
	texts, captures := corpora(t)
	third, sixth := marks(t, "third.json", texts), marks(t, "sixth.json", texts)
	if len(third) != 24 || len(sixth) != 106 {
		t.Fatalf("%d and %d releases that one reader marked, want 24 and 106", len(third), len(sixth))
	}
	held := func(g score.Gold) bool { return g.Half == "held" }
	tuned := slices.DeleteFunc(slices.Clone(sixth), held)
	unseen := slices.DeleteFunc(slices.Clone(sixth), func(g score.Gold) bool { return !held(g) })
	compareReport(t, sections[5], score.Measure(third, recordsOf(third, captures)))
	compareReport(t, sections[9], score.Measure(tuned, recordsOf(tuned, captures)))
	compareSection(t, sections[10], score.Measure(unseen, recordsOf(unseen, captures)).String())
}

// corpora reads the collections that lie beside the project: the text and what
// was captured of every release, by its address.
func corpora(t *testing.T) (texts map[string]score.Text, captures map[string]onrecord.Capture) {
	texts, captures = map[string]score.Text{}, map[string]onrecord.Capture{}
	when := sample.CapturedAt("archive/public-safety.txt")
	for _, path := range readersCorpora {
		for line := range bytes.Lines(sharedtest.Read(t, path)) {
			var d struct {
				URL, Title string
				Body       string `json:"body_text"`
				Text       string
			}
			if err := json.Unmarshal(line, &d); err != nil {
				t.Fatal(path, err)
			}
			texts[d.URL], captures[d.URL] = score.Text{Title: d.Title, Body: d.Body + d.Text}, onrecord.NewCapture(line, "readers.jsonl", "", when)
		}
	}
	pages, err := filepath.Glob(filepath.Join(sharedtest.Path(t, readersPages), "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pages {
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := onrecord.NewCapture(page, path, "", when)
		for _, r := range ingest.Read(c).Records {
			if r.URL == nil {
				continue
			}
			texts[*r.URL], captures[*r.URL] = score.Text{Title: r.Title, Body: blocksOf(r)}, c
		}
	}
	return texts, captures
}

// blocksOf is a record's text with its blocks parted by blank lines.
func blocksOf(r onrecord.Record) string {
	var blocks []string
	for _, b := range r.Blocks {
		blocks = append(blocks, b.Of(r.Text))
	}
	return strings.Join(blocks, "\n\n")
}

// marks joins a reader's marks with their texts.
func marks(t *testing.T, name string, texts map[string]score.Text) []score.Gold {
	data, err := os.ReadFile("testdata/readers/" + name)
	if err != nil {
		t.Fatal(err)
	}
	golds, missing, err := score.ParseStandoff(data, texts)
	if err != nil || len(missing) > 0 {
		t.Fatalf("%s: %v; texts that are not there or have changed: %v", name, err, missing)
	}
	return golds
}

// recordsOf reads the marked releases.
func recordsOf(golds []score.Gold, captures map[string]onrecord.Capture) (records []onrecord.Record) {
	for _, g := range golds {
		records = append(records, ingest.Read(captures[g.URL]).Records...)
	}
	return records
}

// sampleRecords reads all of the sample's captures, in the order in which they
// were made, so that of a page with several versions the newest stands last.
func sampleRecords(t *testing.T) (records []onrecord.Record) {
	for _, c := range sample.Captures() {
		records = append(records, ingest.Read(c).Records...)
	}
	return records
}

// ofSample measures the releases of the sample that are marked.
func ofSample(t *testing.T) score.Report {
	records := sampleRecords(t)
	paths, err := filepath.Glob("../sample/gold/*.gold")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no gold of the sample: %v", err)
	}
	var golds []score.Gold
	for _, path := range paths {
		if path == linksGold || path == whoGold {
			continue // of several releases together: see TestLinks
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		g, err := score.ParseMarks(path, string(data), records)
		if err != nil {
			t.Fatal(err)
		}
		golds = append(golds, g...)
	}
	return score.Measure(golds, records)
}

// readScores reads the sections of the committed file: "## name", a blank
// line, the report.
func readScores(t *testing.T) map[string]string {
	data, err := os.ReadFile(scoresFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, part := range strings.Split(string(data), "## ")[1:] {
		name, body, _ := strings.Cut(part, "\n\n")
		out[name] = strings.TrimRight(body, "\n") + "\n"
	}
	return out
}

func writeScores(t *testing.T, scores map[string]string) {
	var b strings.Builder
	b.WriteString("Scores of the facts against golds, written by: go test ./score -update\nF1 and its parts; a fact counts as right where its words and its value are.\n")
	for _, name := range sections {
		if scores[name] != "" {
			fmt.Fprintf(&b, "\n## %s\n\n%s", name, scores[name])
		}
	}
	if err := os.WriteFile(scoresFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestAgreesWithTheReferenceScorer runs the scorer that lies beside the
// project on the same records: both must count alike.
func TestAgreesWithTheReferenceScorer(t *testing.T) {
	scorer, gold := sharedtest.Path(t, "eval/score.py"), sharedtest.Path(t, "eval/archive-2025.json")
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("python3 is not here: it runs the reference scorer")
	}
	records := archiveRecords(t)
	file, err := os.Create(filepath.Join(t.TempDir(), "records.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := json.NewEncoder(file).Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, scorer, "--json", gold, file.Name()).Output()
	if err != nil {
		t.Fatal(err)
	}
	var reference map[string]json.RawMessage
	if err := json.Unmarshal(out, &reference); err != nil {
		t.Fatal(err)
	}
	ours := archive(t)
	for theirs, kind := range map[string]string{"release": "releases", "quotes": "quotes", "dates": "dates", "figures": "figures", "commitments": "commitments", "names": "names", "relations": "relations"} {
		var want map[string]float64
		if err := json.Unmarshal(reference[theirs], &want); err != nil {
			t.Fatal(err)
		}
		got := ours.Tally(kind)
		for name, value := range map[string]float64{"precision": got.Precision(), "recall": got.Recall(), "f1": got.F1()} {
			if math.Abs(value-want[name]) > 1e-9 {
				t.Errorf("%s %s is %v, the reference says %v", kind, name, value, want[name])
			}
			delete(want, name)
		}
		for name, value := range want {
			if p := got.Part(name); math.Abs(float64(p.Right)/float64(p.Of)-value) > 1e-9 {
				t.Errorf("%s %s is %d of %d, the reference says %v", kind, name, p.Right, p.Of, value)
			}
		}
	}
}
