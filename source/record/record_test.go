package record

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
	"github.com/onrecord/onrecord/release"
)

var dates = cmpopts.EquateComparable(onrecord.Date{})

func capture(body string) onrecord.Capture {
	return onrecord.NewCapture([]byte(body), "a.jsonl", "", time.Time{})
}

// TestRoundTrip reads a release back from its own record.
func TestRoundTrip(t *testing.T) {
	in := onrecord.Draft{
		Title: "New bridge", IssuedOn: onrecord.MustDate("2025-03-03"), IssuedBy: []string{"Harbour Board, Roads and Rivers", "Town Council"}, Tags: []string{"Roads"},
		URL: "https://town.example/bridge", Language: "en-GB", Withdrawn: "No longer true.", Excerpt: true, Changes: []onrecord.DeclaredChange{{On: onrecord.MustDate("2025-03-04"), Note: "Corrected."}},
		Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "A mayor – of “Town” – said:"}, {Kind: onrecord.BlockQuotation, Text: "Good."}, {Kind: onrecord.BlockListItem, Text: "two lanes"}},
	}
	want, err := release.New(capture(""), onrecord.SourceFeed, in)
	if err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(onrecord.Record{Release: want})
	if err != nil {
		t.Fatal(err)
	}
	c := capture(string(line) + "\n")
	if !Recognise(c) {
		t.Error("not recognised")
	}
	drafts, problems := Read(c)
	if len(drafts) != 1 || len(problems) != 0 {
		t.Fatalf("%d drafts, problems %v", len(drafts), problems)
	}
	got, err := release.New(capture(""), onrecord.SourceFeed, drafts[0])
	from := want.Source
	want.Source.From = &from // the line says what it was read from first
	if diff := cmp.Diff(want, got, dates); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

// TestFrom: what a line says that it was read from is taken only where it can be so,
// and of several records that it went through the first counts.
func TestFrom(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	for source, want := range map[string]*onrecord.SourceRef{
		`{"kind": "govuk", "location": "https://town.example/a", "sha256": "` + hash + `"}`:                                                {Kind: onrecord.SourceGovUK, Location: "https://town.example/a", SHA256: hash},
		`{"kind": "record", "location": "b.jsonl!0f", "from": {"kind": "pdf", "location": "c.pdf", "sha256": "` + hash + `", "from": {}}}`: {Kind: onrecord.SourcePDF, Location: "c.pdf", SHA256: hash},
		`{"kind": "ouija", "location": "x"}`: nil, `{"kind": "govuk", "location": ""}`: nil, `{"kind": "govuk", "location": "x", "sha256": "<b>"}`: nil, `"a newspaper"`: nil, `7`: nil,
		`{"kind": "govuk", "location": "` + strings.Repeat("x", 5000) + `"}`: nil,
	} {
		drafts, problems := Read(capture(`{"title": "A", "text": "One.", "source": ` + source + `}`))
		if len(drafts) != 1 || len(problems) != 0 {
			t.Fatalf("%s: %d drafts, problems %v", source, len(drafts), problems)
		}
		if diff := cmp.Diff(want, drafts[0].From); diff != "" {
			t.Errorf("%.200s: %s", source, diff)
		}
	}
}

func TestFields(t *testing.T) {
	for in, want := range map[string]onrecord.Draft{
		`{"headline": "A", "body_text": "One.\n\n• two", "published": "2025-03-03", "from": "Home Office and The Rt Hon A. Person", "description": "Lead.", "standfirst": "Stands first.", "link": "https://x.example", "topics": "Roads"}`: {
			Title: "A", Summary: "Stands first.", IssuedOn: onrecord.MustDate("2025-03-03"), IssuedBy: []string{"Home Office"}, URL: "https://x.example", Tags: []string{"Roads"},
			Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "One."}, {Kind: onrecord.BlockListItem, Text: "two"}}},
		`{"title": "A", "content": "<p>One</p>", "date": "2025-03-03T10:00:00Z", "member": {"name": "Jane Example"}, "tags": ["a", 1]}`: {
			Title: "A", IssuedOn: onrecord.MustDate("2025-03-03"), IssuedBy: []string{"Jane Example"}, Tags: []string{"a", "1"}, Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "One"}}},
		`{"title": "A", "text": "One.", "description": "Said beside the text."}`: {
			Title: "A", Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "One."}}},
		`{"title": "A", "description": "All there is."}`: {Title: "A", Summary: "All there is.", Blocks: []onrecord.DraftBlock{}},
		`{"title": "A", "text": "<b> stays", "author": "Jane Example", "organisations": [{"title": "Town Council"}], "member": null}`: {
			Title: "A", IssuedBy: []string{"Town Council"}, Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "<b> stays"}}},
		`{"title": "A", "text": "One. Two.", "blocks": [{"start": 0, "end": 4, "kind": "heading"}]}`: {
			Title: "A", Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "One. Two."}}},
		`{"title": "A", "text": "One.", "blocks": [{"start": 0, "end": 400}]}`: {
			Title: "A", Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "One."}}},
	} {
		drafts, problems := Read(capture(in))
		want.Place = "line 1"
		if diff := cmp.Diff([]onrecord.Draft{want}, drafts, dates); diff != "" || len(problems) != 0 {
			t.Errorf("%s: problems %v; %s", in, problems, diff)
		}
	}
}

func TestLinesAreIndependent(t *testing.T) {
	drafts, problems := Read(capture("{\"title\": \"A\"}\r\n\n{broken\n7\n{\"x\": 1}\n{\"title\": \"B\", \"date\": \"2025-02-31\"}\n{\"title\": \"C\""))
	var got []string
	for _, d := range drafts {
		got = append(got, d.Place+" "+d.Title)
	}
	for _, p := range problems {
		got = append(got, p.Place+" problem")
	}
	if diff := cmp.Diff("line 1 A|line 6 B|line 3 problem|line 4 problem|line 5 problem|line 6 problem|line 7 problem", strings.Join(got, "|")); diff != "" {
		t.Error(diff)
	}
}

func TestWholeDocuments(t *testing.T) {
	for in, want := range map[string]int{
		`[{"title": "A", "text": "a"}, {"title": "B", "text": "b"}]`: 2,
		"{\n \"title\": \"A\",\n \"text\": \"a\"\n}":                 1,
	} {
		drafts, problems := Read(capture(in))
		if len(drafts) != want || len(problems) != 0 || !Recognise(capture(in)) {
			t.Errorf("%s: %d drafts, problems %v", in, len(drafts), problems)
		}
	}
	for _, in := range []string{"", "[]", "[1]", `{"a": 1}`, `{"a": {"title": "A", "text": "b"}}`, `{"a": "title", "b": "text", "c": ["title", {"text": 1}]}`, `["title", "text"]`, "<p>", `"title" "text"`} {
		if Recognise(capture(in)) {
			t.Errorf("recognised %q", in)
		}
	}
}

func TestRecogniseBrokenFirstLine(t *testing.T) {
	for _, in := range []string{"{\n{\"title\": \"A\", \"text\": \"b\"}", "{\"id\": {\"x\": []}, \"tags\": [\"a\", {}], \"title\": \"A\", \"issued_on\": null, \"text\": \"cut"} {
		if !Recognise(capture(in)) {
			t.Errorf("%s: not recognised", in)
		}
	}
}

// TestCollections reads two real collections.
func TestCollections(t *testing.T) {
	for name, want := range map[string]int{"govuk-news.jsonl": 459, "congress-press.jsonl": 3133} {
		c := onrecord.NewCapture(sharedtest.Read(t, "corpus/"+name), name, "", time.Time{})
		if !Recognise(c) {
			t.Errorf("%s: not recognised", name)
		}
		drafts, problems := Read(c)
		if len(drafts) != want || len(problems) != 0 {
			t.Fatalf("%s: %d drafts, problems %v", name, len(drafts), problems)
		}
		lacking := map[string]int{}
		for i, d := range drafts {
			r, err := release.New(c, onrecord.SourceRecordLines, d)
			if err != nil {
				t.Fatalf("%s, line %d: %v", name, i+1, err)
			}
			if r.IssuedOn.IsZero() {
				lacking["day"]++
			}
			if len(r.IssuedBy) == 0 {
				lacking["issuer"]++
			}
			if r.URL == nil {
				lacking["address"]++
			}
			if r.Language != "en" {
				lacking["English"]++ // some are in Spanish, some are lists of names
			}
			if len(r.Text) < 40 {
				lacking["text"]++
			}
		}
		want := map[string]int{}
		if name == "congress-press.jsonl" {
			want["issuer"] = 2
			if n := lacking["English"]; n > 15 {
				t.Errorf("%d releases are not read as English", n)
			}
			delete(lacking, "English")
		}
		if diff := cmp.Diff(want, lacking); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	c := onrecord.NewCapture(sharedtest.Read(b, "corpus/congress-press.jsonl"), "a.jsonl", "", time.Time{})
	b.SetBytes(int64(len(c.Body)))
	for b.Loop() {
		Read(c)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("{\"title\":\"A\",\"text\":\"ab\\u00e9\",\"blocks\":[{\"start\":0,\"end\":3}]}\n{"))
	f.Add([]byte(`[{"title":"A","from":[1,{"name":2}]}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := onrecord.NewCapture(body, "", "", time.Time{})
		Recognise(c)
		drafts, _ := Read(c)
		for _, d := range drafts {
			if _, err := release.New(c, onrecord.SourceRecordLines, d); err == nil && d.Title == "" && len(d.Blocks) == 0 {
				t.Fatal("an empty draft")
			}
		}
	})
}
