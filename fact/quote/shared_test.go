package quote_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// release builds a release of paragraphs; "• " marks list items.
func release(issuedBy, paras []string) *onrecord.Release {
	r := &onrecord.Release{IssuedBy: issuedBy}
	for _, p := range paras {
		kind := onrecord.BlockParagraph
		if rest, ok := strings.CutPrefix(p, "• "); ok {
			p, kind = rest, onrecord.BlockListItem
		}
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if r.Text != "" {
			r.Text += "\n\n"
		}
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: len(r.Text), End: len(r.Text) + len(p)}, Kind: kind})
		r.Text += p
	}
	return r
}

// TestGold reads the archive that careful readers marked: every block
// quotation is found from its first paragraph to its last, with its speaker,
// and nothing else is.
func TestGold(t *testing.T) {
	var gold []struct {
		N        int      `json:"n"`
		IssuedBy []string `json:"issued_by"`
		Paras    []string `json:"paras"`
		Quotes   []struct {
			Paras   [2]int `json:"paras"`
			Speaker string `json:"speaker"`
		} `json:"quotes"`
	}
	if err := json.Unmarshal(sharedtest.Read(t, "eval/archive-2025.json"), &gold); err != nil {
		t.Fatal(err)
	}
	for _, g := range gold {
		r := release(g.IssuedBy, g.Paras)
		d := tag.Read(r)
		got := quote.Read(d, name.Read(d))
		valid(t, d, got)
		if len(got) != len(g.Quotes) {
			t.Errorf("release %d: %d quotes, want %d", g.N, len(got), len(g.Quotes))
			continue
		}
		for i, want := range g.Quotes {
			text := r.Text[r.Blocks[want.Paras[0]].Start:r.Blocks[want.Paras[1]].End]
			if got[i].Text != text || got[i].Speaker != want.Speaker {
				t.Errorf("release %d, quote %d: by %q, want paragraphs %v by %q", g.N, i, got[i].Speaker, want.Paras, want.Speaker)
			}
		}
	}
}

// TestCorpora reads all unmarked announcements: the facts are valid, and most
// quotes have a speaker.
func TestCorpora(t *testing.T) {
	for _, c := range []struct {
		file   string
		quotes int     // at least
		share  float64 // of quotes with a speaker, at least
	}{{"corpus/govuk-news.jsonl", 700, 0.85}, {"corpus/congress-press.jsonl", 3000, 0.8}} {
		t.Run(c.file, func(t *testing.T) {
			total, named := 0, 0
			lines := bufio.NewScanner(bytes.NewReader(sharedtest.Read(t, c.file)))
			lines.Buffer(nil, 8<<20)
			for lines.Scan() {
				var item struct {
					Body string `json:"body_text"`
					Text string `json:"text"`
				}
				if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
					t.Fatal(err)
				}
				d := tag.Read(release(nil, strings.Split(strings.ToValidUTF8(item.Body+item.Text, "�"), "\n\n")))
				quotes := quote.Read(d, name.Read(d))
				valid(t, d, quotes)
				for _, q := range quotes {
					total++
					if q.Speaker != "" {
						named++
					}
				}
			}
			if err := lines.Err(); err != nil {
				t.Fatal(err)
			}
			if total < c.quotes || float64(named) < c.share*float64(total) {
				t.Errorf("%d quotes, %d with a speaker; want at least %d, and a share of %.2f", total, named, c.quotes, c.share)
			}
			t.Logf("%d quotes, %d with a speaker", total, named)
		})
	}
}
