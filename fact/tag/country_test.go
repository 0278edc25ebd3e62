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
	} {
		if got := Country(&c.release); got != c.want {
			t.Errorf("%+v: %q, want %q", c.release, got, c.want)
		}
	}
}
