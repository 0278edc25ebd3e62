package textarchive

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// TestArchive2025 compares every release of the real archive page with what
// two careful readers wrote down of it.
func TestArchive2025(t *testing.T) {
	var gold []struct {
		Title    string   `json:"title"`
		IssuedOn string   `json:"issued_on"`
		IssuedBy []string `json:"issued_by"`
		Paras    []string `json:"paras"`
	}
	if err := json.Unmarshal(sharedtest.Read(t, "eval/archive-2025.json"), &gold); err != nil {
		t.Fatal(err)
	}
	c := onrecord.NewCapture(sharedtest.Read(t, "corpus/000_a84290d9e85f6fee.txt"), "archive.txt", "", time.Time{})
	if !Recognise(c) {
		t.Error("not recognised")
	}
	drafts, problems := Read(c)
	if len(drafts) != 10 || len(gold) != 10 || len(problems) != 0 {
		t.Fatalf("%d drafts, %d in the gold, problems %v", len(drafts), len(gold), problems)
	}
	for i, d := range drafts {
		if d.Title != gold[i].Title || d.IssuedOn.String() != gold[i].IssuedOn || !cmp.Equal(d.IssuedBy, gold[i].IssuedBy) || !cmp.Equal(d.Tags, []string{"Home Office"}) {
			t.Errorf("release %d: %q, %s, %q, %q", i+1, d.Title, d.IssuedOn, d.IssuedBy, d.Tags)
		}
		var got, want []string
		for _, b := range d.Blocks {
			mark := ""
			if b.Kind == onrecord.BlockListItem {
				mark = "• "
			}
			got = append(got, mark+strings.Join(strings.Fields(b.Text), " "))
		}
		for _, p := range gold[i].Paras {
			want = append(want, strings.Join(strings.Fields(p), " "))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("release %d: %s", i+1, diff)
		}
	}
}

// TestArchive2025OtherPrintings reads the same page as other programs would
// have saved it.
func TestArchive2025OtherPrintings(t *testing.T) {
	page := string(sharedtest.Read(t, "corpus/000_a84290d9e85f6fee.txt"))
	read := func(page string) string {
		drafts, problems := Read(onrecord.NewCapture([]byte(page), "archive.txt", "", time.Time{}))
		if len(problems) != 0 {
			t.Error(problems)
		}
		return show(drafts)
	}
	want := read(page)
	var flat, once []string
	for line := range strings.Lines(page) {
		trimmed := strings.TrimSpace(line)
		flat = append(flat, trimmed)
		if !strings.HasPrefix(trimmed, "PRESS RELEASE :") {
			once = append(once, line)
		}
	}
	for name, other := range map[string]string{
		"line ends of Windows": strings.ReplaceAll(page, "\n", "\r\n"),
		"byte order mark":      "\ufeff" + page,
		"stars":                strings.ReplaceAll(page, "•", "*"),
		"tabs":                 strings.ReplaceAll(page, "    ", "\t"),
		"no indentation":       strings.Join(flat, "\n"),
		"no blank lines":       strings.ReplaceAll(strings.Join(flat, "\n"), "\n\n", "\n"),
		"the title once":       strings.Join(once, ""),
		"another label":        strings.ReplaceAll(page, "PRESS RELEASE :", "NEWS STORY :"),
		"no label":             strings.ReplaceAll(page, "PRESS RELEASE : ", ""),
	} {
		if diff := cmp.Diff(want, read(other)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
