package feed_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// exported keeps two invented releases in the real engine.
func exported(t *testing.T) (*sqlite.Store, onrecord.Record) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Rules: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var batch []store.Ingested
	for i, d := range []onrecord.Draft{
		{Title: "=HYPERLINK(\"http://evil.example\")", IssuedOn: onrecord.MustDate("2025-02-14"), IssuedBy: []string{"Ferry Board", "@Home"}, Tags: []string{"+1"}, URL: "https://ferry.example.org/1", Language: "en",
			Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "-5 ferries, \"fast\" & <slow>, will sail by May for £2."}, {Kind: onrecord.BlockParagraph, Text: "’Tis so."}}},
		{Title: "Second", Language: "und", Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "Nothing to see."}}},
	} {
		c := onrecord.NewCapture([]byte{byte('a' + i)}, "inbox/"+string(rune('a'+i)), "", time.Date(2025, 2, 15, 10, 0, 0, 0, time.UTC))
		r, err := release.New(c, onrecord.SourceFeed, d)
		if err != nil {
			t.Fatal(err)
		}
		rec := onrecord.Record{Release: r}
		if i == 0 {
			facts(&rec)
		}
		batch = append(batch, store.Ingested{Capture: c, Kind: onrecord.SourceFeed, Records: []onrecord.Record{rec}})
	}
	out, err := s.Save(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := s.Release(t.Context(), out[0].ReleaseID)
	if err != nil {
		t.Fatal(err)
	}
	return s, rec
}

func facts(rec *onrecord.Record) {
	n := 0
	at := func(words string) onrecord.Head {
		n++
		i := strings.Index(rec.Text, words)
		return onrecord.Head{ID: onrecord.StableID(rec.ID, words, string(rune('0'+n))), Span: onrecord.Span{Start: i, End: i + len(words)}, Text: words}
	}
	part := 3.5
	first, _, _ := strings.Cut(rec.Text, "\n")
	cue := onrecord.Span{Start: 0, End: 2}
	rec.Quotes = []onrecord.Quote{{Head: at("’Tis so."), Speaker: "=Ada", Role: "'Captain", Cue: &cue}}
	rec.Dates = []onrecord.DateFact{{Head: at("by May"), To: onrecord.MustDate("2025-05-31"), Bound: onrecord.BoundBy}}
	rec.Figures = []onrecord.Figure{{Head: at("-5 ferries"), Kind: onrecord.FigureCount, Value: -5, Unit: "ferries", Qualifier: onrecord.QualifierExact, PartOf: &part}, {Head: at("£2"), Kind: onrecord.FigureMoney, Value: 2, Unit: "GBP"}}
	rec.Commitments = []onrecord.Commitment{{Head: at(first), Actor: "@Board", Action: "sail", Due: &onrecord.Due{Text: "by May", To: onrecord.MustDate("2025-05-31")}, Strength: onrecord.StrengthWill}}
	rec.Names = []onrecord.Name{{ID: onrecord.StableID("n"), Text: "ferries", Kind: onrecord.NameSystem, Aliases: []string{"=x", "y"}, Spans: []onrecord.Pair{{Start: 3, End: 10}}}}
	rec.Relations = []onrecord.Relation{{Head: at("will sail"), Type: onrecord.RelationMerges, From: onrecord.OneOrMore{"a", "b"}, To: "+c", Amount: &part}}
}

func TestJSONLines(t *testing.T) {
	s, rec := exported(t)
	var out bytes.Buffer
	if err := feed.JSONLines(t.Context(), &out, s, nil, table.Options{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var got onrecord.Record
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	rec.Keys = nil // not part of the format
	if diff := cmp.Diff(feed.WithoutNil(rec), got, cmp.Comparer(func(a, b onrecord.Date) bool { return a == b })); diff != "" {
		t.Errorf("a release does not come back as it was:\n%s", diff)
	}
	if !strings.Contains(lines[0], `& <slow>`) || !strings.Contains(lines[1], `"quotes":[]`) {
		t.Errorf("the lines are\n%s", out.String())
	}
	out.Reset()
	q, err := search.Parse("ferries")
	if err != nil {
		t.Fatal(err)
	}
	if err := feed.JSONLines(t.Context(), &out, s, q, table.Options{}); err != nil || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%v: %d lines match", err, strings.Count(out.String(), "\n"))
	}
}

// TestCSV reads every table back and compares what was kept with what is read
// once the apostrophe is taken off.
func TestCSV(t *testing.T) {
	s, rec := exported(t)
	got := map[*table.Table][]map[string]string{}
	buffers := map[*table.Table]*bytes.Buffer{}
	_, err := table.WriteCSV(t.Context(), s, nil, table.All, table.Options{}, func(of *table.Table) (io.Writer, error) {
		buffers[of] = &bytes.Buffer{}
		return buffers[of], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range table.All {
		var alone bytes.Buffer
		if _, err := writeCSV(t, &alone, s, of); err != nil || alone.String() != buffers[of].String() {
			t.Errorf("%s: alone it is not the same: %v", of.Name, err)
		}
		if n := strings.Count(alone.String(), "\r\n"); n < 1 || !strings.HasSuffix(alone.String(), "\r\n") {
			t.Errorf("%s: lines do not end with CRLF: %q", of.Name, alone.String())
		}
		rows, err := csv.NewReader(&alone).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			cells := map[string]string{}
			for i, cell := range row {
				checkSafe(t, rows[0][i], cell)
				cells[rows[0][i]] = table.Exact(cell)
			}
			got[of] = append(got[of], cells)
		}
	}
	for _, c := range []struct {
		table        *table.Table
		row          int
		column, want string
	}{
		{table.Releases, 0, "title", rec.Title}, {table.Releases, 0, "text", rec.Text}, {table.Releases, 0, "issued_by", "Ferry Board; @Home"}, {table.Releases, 0, "figures", "2"},
		{table.Releases, 0, "captured_at", "2025-02-15T10:00:00Z"}, {table.Releases, 0, "path", "/releases/" + rec.ID}, {table.Releases, 1, "issued_on", ""}, {table.Releases, 1, "title", "Second"},
		{table.Quotes, 0, "speaker", "=Ada"}, {table.Quotes, 0, "role", "'Captain"}, {table.Quotes, 0, "text", "’Tis so."}, {table.Quotes, 0, "cue_end", "2"},
		{table.Dates, 0, "to", "2025-05-31"}, {table.Dates, 0, "from", ""}, {table.Dates, 0, "bound", "by"},
		{table.Figures, 0, "text", "-5 ferries"}, {table.Figures, 0, "value", "-5"}, {table.Figures, 0, "part_of", "3.5"}, {table.Figures, 1, "unit", "GBP"}, {table.Figures, 0, "start", "0"},
		{table.Commitments, 0, "actor", "@Board"}, {table.Commitments, 0, "due_to", "2025-05-31"}, {table.Commitments, 0, "release_title", rec.Title},
		{table.Names, 0, "aliases", "=x; y"}, {table.Names, 0, "spans", "3-10"}, {table.Relations, 0, "from", "a; b"}, {table.Relations, 0, "to", "+c"}, {table.Relations, 0, "amount", "3.5"},
		{table.Releases, 0, "withheld_since", ""}, {table.Releases, 0, "excerpt", "false"}, {table.Quotes, 0, "fact_id", rec.Quotes[0].ID}, {table.Quotes, 0, "path", "/facts/" + rec.Quotes[0].ID},
	} {
		if len(got[c.table]) <= c.row {
			t.Errorf("%s has %d rows", c.table.Name, len(got[c.table]))
		} else if v, ok := got[c.table][c.row][c.column]; !ok || v != c.want {
			t.Errorf("%s, row %d, %s is %q, want %q", c.table.Name, c.row, c.column, v, c.want)
		}
	}
}

func writeCSV(t *testing.T, w io.Writer, s store.Reader, of *table.Table) (int, error) {
	t.Helper()
	return table.WriteCSV(t.Context(), s, nil, []*table.Table{of}, table.Options{}, func(*table.Table) (io.Writer, error) { return w, nil })
}

// checkSafe fails where a spreadsheet could take the cell for a formula.
// Numbers are left as they are: a number is no formula.
func checkSafe(t *testing.T, column, cell string) {
	t.Helper()
	if column == "value" || column == "amount" || cell == "" {
		return
	}
	if strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
		t.Errorf("%s: %q is a formula to a spreadsheet", column, cell)
	}
}

func TestTheFirstErrorEndsIt(t *testing.T) {
	s, _ := exported(t)
	full := errors.New("the disk is full")
	_, csvErr := writeCSV(t, failing{full}, s, table.Quotes)
	_, openErr := table.WriteCSV(t.Context(), s, nil, table.All, table.Options{}, func(*table.Table) (io.Writer, error) { return nil, full })
	for name, err := range map[string]error{
		"JSON Lines": feed.JSONLines(t.Context(), failing{full}, s, nil, table.Options{}), "CSV": csvErr, "open": openErr,
		"Parquet": table.WriteParquet(t.Context(), s, nil, table.All, table.Options{}, func(*table.Table) (io.Writer, error) { return failing{full}, nil }),
	} {
		if !errors.Is(err, full) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := table.Find("sums"); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("error %v", err)
	}
	if found, err := table.Find("quotes"); found != table.Quotes || err != nil {
		t.Errorf("%v, %v", found, err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestCitation(t *testing.T) {
	address, hash := "https://ferry.example.org/a_b?c={d}", strings.Repeat("ab", 32)
	c := feed.Cite(onrecord.Release{
		ID: "0f9a", Title: "Fares & {fines}:\r\nER  - 50% off_", IssuedBy: []string{"Ferry Board", "R&D {Unit}"}, IssuedOn: onrecord.MustDate("2025-02-04"), URL: &address, Language: "en",
		CapturedAt: time.Date(2025, 2, 15, 23, 59, 0, 0, time.UTC), Source: onrecord.SourceRef{SHA256: hash},
	}, "https://record.example.org/releases/0f9a")
	if got, want := c.Plain(), "Ferry Board, R&D {Unit}, “Fares & {fines}: ER - 50% off_”, 4 February 2025. "+address+" (captured 15 February 2025) https://record.example.org/releases/0f9a"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	wantBib := `@misc{onrecord-0f9a,
  author = {{Ferry Board} and {R\&D \{Unit\}}},
  title = {{Fares \& \{fines\}: ER - 50\% off\_}},
  year = {2025},
  month = {2},
  date = {2025-02-04},
  howpublished = {Official announcement},
  url = {https://ferry.example.org/a_b?c=%7Bd%7D},
  urldate = {2025-02-15},
  note = {Record: https://record.example.org/releases/0f9a. SHA-256 of the captured bytes: ` + hash + `},
}
`
	if diff := cmp.Diff(wantBib, c.BibTeX()); diff != "" {
		t.Errorf("BibTeX:\n%s", diff)
	}
	wantRIS := strings.ReplaceAll(`TY  - ELEC
AU  - Ferry Board
AU  - R&D {Unit}
TI  - Fares & {fines}: ER - 50% off_
PY  - 2025
DA  - 2025/02/04
LA  - en
UR  - `+address+`
Y2  - 2025/02/15
N1  - Record: https://record.example.org/releases/0f9a. SHA-256 of the captured bytes: `+hash+`
ID  - 0f9a
ER  - 
`, "\n", "\r\n")
	if diff := cmp.Diff(wantRIS, c.RIS()); diff != "" {
		t.Errorf("RIS:\n%s", diff)
	}
	b, err := c.CSLJSON()
	if err != nil {
		t.Fatal(err)
	}
	var items []map[string]any
	if err := json.Unmarshal(b, &items); err != nil || len(items) != 1 {
		t.Fatalf("%v: %s", err, b)
	}
	want := map[string]any{"date-parts": []any{[]any{2025.0, 2.0, 4.0}}}
	if diff := cmp.Diff(want, items[0]["issued"]); diff != "" || items[0]["type"] != "webpage" || items[0]["URL"] != address {
		t.Errorf("CSL-JSON: %s\n%s", diff, b)
	}
}

func TestCitationOfLittleKnown(t *testing.T) {
	c := feed.Cite(onrecord.Release{ID: "x", Title: "Untold", Language: "und"}, "")
	if got := c.Plain(); got != "“Untold”, no date." {
		t.Errorf("%q", got)
	}
	for name, got := range map[string]string{"BibTeX": c.BibTeX(), "RIS": c.RIS()} {
		if strings.Contains(got, "0001") || strings.Contains(got, "und\r") || strings.Contains(got, "= {},") {
			t.Errorf("%s: %s", name, got)
		}
	}
	b, err := c.CSLJSON()
	if err != nil || strings.Contains(string(b), "issued") || strings.Contains(string(b), "und\"") {
		t.Errorf("%v: %s", err, b)
	}
}

func TestCitationWithoutAnAddress(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	r := onrecord.Release{
		ID: "0f9a", Title: "Fares", IssuedBy: []string{"Ferry Board"}, IssuedOn: onrecord.MustDate("2025-02-04"),
		CapturedAt: time.Date(2025, 2, 15, 23, 59, 0, 0, time.UTC), Source: onrecord.SourceRef{SHA256: hash, Location: "somewhere/here/ferry_news.txt"},
	}
	c := feed.Cite(r, "")
	if got, want := c.Plain(), "Ferry Board, “Fares”, 4 February 2025. Captured from ferry_news.txt on 15 February 2025, SHA-256 "+hash+"."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	out := r
	out.Source = onrecord.SourceRef{Kind: onrecord.SourceRecordLines, Location: "record.jsonl!0f9a", SHA256: strings.Repeat("cd", 32), From: &r.Source}
	if got := feed.Cite(out, "").Plain(); got != c.Plain() {
		t.Errorf("out of an export it is cited as %s", got)
	}
	b, err := c.CSLJSON()
	if err != nil {
		t.Fatal(err)
	}
	note := "Captured from ferry_news.txt on 15 February 2025. SHA-256 of the captured bytes: " + hash
	for name, got := range map[string]string{"BibTeX": c.BibTeX(), "RIS": c.RIS(), "CSL-JSON": string(b)} {
		if !strings.Contains(strings.ReplaceAll(got, `\_`, "_"), note) {
			t.Errorf("%s lacks where it was captured: %s", name, got)
		}
		for _, empty := range []string{"url", "UR  -", "URL", "http"} {
			if strings.Contains(got, empty) {
				t.Errorf("%s has an address (%s): %s", name, empty, got)
			}
		}
	}
	for location, want := range map[string]string{
		"a/b/news.zip!2025/a.html": "news.zip!2025/a.html", `C:\kept\news.txt`: "news.txt", "https://me:word@ferry.example.org/feed.xml": "https://ferry.example.org/feed.xml", "": "",
	} {
		r.Source.Location = location
		if got := feed.Cite(r, "").Place; got != want {
			t.Errorf("%q: %q, want %q", location, got, want)
		}
	}
}

// BibTeX counts braces, those behind a backslash too: of a text in which they do not match none is left.
func TestBracesThatDoNotMatch(t *testing.T) {
	for title, want := range map[string]string{
		"A {kept} word": `{{A \{kept\} word}}`, "Wall {opens": `{{Wall \textbraceleft{}opens}}`, "Wall closes}": `{{Wall closes\textbraceright{}}}`, "}both{": `{{\textbraceright{}both\textbraceleft{}}}`,
	} {
		if got := (feed.Citation{ID: "1", Title: title}).BibTeX(); !strings.Contains(got, "title = "+want+",") || strings.Count(got, "{") != strings.Count(got, "}") {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}
