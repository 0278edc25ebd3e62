package tag

import (
	"testing"

	"github.com/onrecord/onrecord"
)

func TestCountry(t *testing.T) {
	url := func(s string) *string { return &s }
	for _, c := range []struct {
		release onrecord.Release
		want    string
	}{
		{onrecord.Release{}, ""},
		{onrecord.Release{URL: url("https://www.gov.uk/government/news/x")}, "GB"},
		{onrecord.Release{URL: url("https://example.house.gov/x")}, "US"},
		{onrecord.Release{URL: url("https://minister.example.gov.au/x")}, "AU"},
		{onrecord.Release{URL: url("https://archive.example.org/2024/www.gov.uk/x")}, "GB"},
		{onrecord.Release{URL: url("https://archive.example.org/web/2013/http://example.senate.gov/x?id=1")}, "US"},
		{onrecord.Release{URL: url("https://archive.example.org/web/2013/https://example.org/x")}, ""},
		{onrecord.Release{URL: url("https://notgov.example.org/x")}, ""},
		{onrecord.Release{URL: url("::bad")}, ""},
		{onrecord.Release{Source: onrecord.SourceRef{Location: "https://www.justice.gov/x"}}, "US"},
		{onrecord.Release{Language: "en-nz"}, "NZ"},
		{onrecord.Release{IssuedBy: []string{"Office of Senator Example"}}, "US"},
		{onrecord.Release{IssuedBy: []string{"Northern Ireland Office"}}, ""},
		{onrecord.Release{IssuedBy: []string{"HM Treasury"}}, "GB"},
		{onrecord.Release{IssuedBy: []string{"National Rhythm Board"}}, ""},
		{onrecord.Release{IssuedBy: []string{"Indian Board of Works"}}, "IN"},
		{onrecord.Release{IssuedBy: []string{"Indiana Board of Works"}}, ""},
	} {
		if got := Country(&c.release); got != c.want {
			t.Errorf("%+v: %q, want %q", c.release, got, c.want)
		}
	}
}

// TestToldCountry: where neither address nor issuer tells the country, the
// words do, unless they speak of several about as much.
func TestToldCountry(t *testing.T) {
	for text, want := range map[string]string{
		"Lumen Ashgrove (D-Ohio), a U.S. Senator, welcomed the vote.":                       "US",
		"District Attorney Ilse Varn said the jury had its answer.":                         "US",
		"The Australian Government will help Australians in Queensland.":                    "AU",
		"The Minister said Canadians in Alberta and Manitoba would see the roads repaired.": "CA",
		"The Taoiseach opened the bridge.":                                                  "IE",
		"The Union Minister released Rs 40 crore.":                                          "IN",
		"The Home Secretary said that the UK would build ships.":                            "GB",
		"New South Wales and New England are no part of this.":                              "",
		"Britain and Canada signed a treaty; British and Canadian ships will sail.":         "",
		"The UK signed a treaty with Singapore; Singapore’s ships will visit the UK.":       "",
		"The bridge opens on Monday.":                                                       "",
	} {
		r := onrecord.Release{Text: text, Blocks: []onrecord.Block{{Span: onrecord.Span{End: len(text)}, Kind: onrecord.BlockParagraph}}}
		if got := Read(&r).Country; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
