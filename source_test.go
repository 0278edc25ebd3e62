package onrecord_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func TestParseSource(t *testing.T) {
	for typed, want := range map[string]string{
		"govuk:home-office":                                   "govuk:home-office",
		" GovUK:Home-Office ":                                 "govuk:home-office",
		"govuk:home-office?document_type=press_release":       "govuk:home-office?document_type=press_release",
		"govuk:https://WWW.Corvane.example/board":             "govuk:https://www.corvane.example/board",
		"feed:https://Harbour.example/news.atom#top":          "feed:https://harbour.example/news.atom",
		"wordpress:https://harbour.example":                   "wordpress:https://harbour.example/",
		"page:http://127.0.0.1:8080/tag/board/?order=a&b=%20": "page:http://127.0.0.1:8080/tag/board/?order=a&b=%20",
		"folder:/home/ada/a: b":                               "folder:/home/ada/a: b",
	} {
		got, err := onrecord.ParseSource(typed)
		if err != nil || got.Spec != want || got.Every != onrecord.DefaultEvery || !strings.HasPrefix(want, string(got.Kind)+":") {
			t.Errorf("%q: %+v, %v; want %q", typed, got, err, want)
			continue
		}
		if again, err := onrecord.ParseSource(got.Spec); err != nil || again != got {
			t.Errorf("%q read again: %+v, %v", got.Spec, again, err)
		}
	}
}

func TestNoSource(t *testing.T) {
	for typed, want := range map[string]string{
		"":                                    "is written",
		"home-office":                         "is written",
		"https://harbour.example/":            "feed:https://harbour.example/",
		"./announcements":                     "folder:./announcements",
		"ftp://harbour.example":               "names no source",
		"feed:":                               "whole",
		"feed:harbour.example/news":           "whole",
		"feed:file:///etc/passwd":             "whole",
		"page:gopher://harbour.example":       "not gopher",
		"page:https://ada:pw@harbour.example": "passwords",
		"page:https://harbour.example/%zz":    "no web address",
		"govuk:":                              "home-office",
		"govuk:../search":                     "home-office",
		"govuk:home-office?filter&x y=1":      "no field",
		"folder:":                             "path",
		"feed:https://" + strings.Repeat("a", 3000) + "/": "bytes",
	} {
		if got, err := onrecord.ParseSource(typed); !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %+v, %v; want %q", typed, got, err, want)
		}
	}
}
