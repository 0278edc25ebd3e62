package onrecord

import "testing"

func TestLocationElsewhere(t *testing.T) {
	for location, want := range map[string]string{
		"https://ada:secret@quay.example/news?page=2": "https://quay.example/news?page=2",
		"/home/ada/private/news.txt":                  "news.txt",
		`C:\Users\ada\news.txt`:                       "news.txt",
		"/home/ada/news.zip!2025/a.html":              "news.zip!2025/a.html",
		"/home/ada/announcements/":                    "announcements",
		"quay.example":                                "quay.example",
		"-":                                           "-",
		"":                                            "",
		"/":                                           "",
	} {
		if got := LocationElsewhere(location); got != want {
			t.Errorf("%q is told as %q, want %q", location, got, want)
		}
	}
}

func TestSpecElsewhere(t *testing.T) {
	for spec, want := range map[string]string{"folder:/home/ada/announcements": "folder:announcements", "govuk:home-office": "govuk:home-office", "feed:https://quay.example/a.atom": "feed:https://quay.example/a.atom"} {
		if got := SpecElsewhere(spec); got != want {
			t.Errorf("%q is told as %q, want %q", spec, got, want)
		}
	}
}
