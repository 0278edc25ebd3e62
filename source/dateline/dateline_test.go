package dateline

import (
	"strings"
	"testing"
)

func TestDays(t *testing.T) {
	for line, want := range map[string]string{
		"Published 12 March 2024": "2024-03-12", "Tuesday, March 5, 2013": "2013-03-05", "12th Sept. 2024": "2024-09-12", "Dec 1, 2020 | News": "2020-12-01",
		"2024-03-12": "2024-03-12", "28/02/2024": "2024-02-28", "02/28/2024": "2024-02-28", "03/04/2024": "", "05/05/2024": "2024-05-05",
		"31 February 2024": "", "May 2024": "", "12 Marches 2024": "", "1 May 2024 to 3 June 2024": "2024-05-01 2024-06-03", "12 March 24": "",
	} {
		var got []string
		for _, d := range Days(line) {
			got = append(got, d.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestOf(t *testing.T) {
	for line, want := range map[string]string{
		"Tuesday, March 5, 2013": "2013-03-05", "Published 1 May 2024, last updated 3 May 2024": "2024-05-01", "Date: 1 May 2024": "2024-05-01", "London, 1 May 2024": "2024-05-01",
		"Press release|1 May 2024|Leeds": "2024-05-01", "News | Last updated 1 May 2024": "", "Work starts on 1 May 2024. | News": "",
		"Last updated: 1 May 2024": "", "Work starts on 1 May 2024.": "", "The report was published on 1 May 2024.": "", "1 May 2024 to 3 May 2024": "", "": "",
	} {
		got, ok := Of(line)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q: %s %v, want %q", line, got, ok, want)
		}
	}
}

func TestMachine(t *testing.T) {
	for value, want := range map[string]string{
		"2024-05-01": "2024-05-01", "2024-05-01T23:30:00-05:00": "2024-05-01", "2024-05-01 10:00": "2024-05-01", "20240501": "2024-05-01",
		"Wed, 01 May 2024 23:00:00 GMT": "2024-05-01", "1970-01-01T00:00:00Z": "", "2024-13-01": "", "soon": "",
	} {
		if got := Machine(value, nil); got.String() != want {
			t.Errorf("%q: %s, want %q", value, got, want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Published 1 May 2024, last updated 3 May 2024")
	f.Add("News | 31.12.2024 | May 5th, 2024 |")
	f.Fuzz(func(t *testing.T, line string) {
		for _, d := range Days(line) {
			if d.IsZero() || d.Year() < 1900 {
				t.Fatalf("%q: %s", line, d)
			}
		}
		if d, ok := Of(line); ok && d.IsZero() {
			t.Fatalf("%q: no day, but one is stated", line)
		}
		Machine(line, nil)
	})
}
