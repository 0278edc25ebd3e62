package day

import "testing"

func TestIn(t *testing.T) {
	for in, want := range map[string]string{
		"2024-05-22T23:01:00Z":            "2024-05-23",
		"2024-12-22T23:01:00.000+00:00":   "2024-12-22",
		"2024-05-23T00:01:00+01:00":       "2024-05-23",
		"Wed, 22 May 2024 23:30:00 GMT":   "2024-05-23",
		"Wed, 22 May 2024 10:30:00 +0000": "2024-05-22",
		"Tue, 04 Mar 2025 21:30:00 EST":   "2025-03-05", // in London
		"Wed, 02 Jul 25 09:00 BST":        "2025-07-02",
		"2024-05-22T23:59:00":             "2024-05-22",
		"2024-05-22 23:59:00":             "2024-05-22",
		"2024-05-22":                      "2024-05-22",
		" 20240522 ":                      "2024-05-22",
		"2025-02-31":                      "",
		"0000-00-00 00:00:00":             "",
		"yesterday":                       "",
		"":                                "",
	} {
		if got, ok := In(in, London); got.String() != want || ok != (want != "") {
			t.Errorf("%q: got %s, %v; want %q", in, got, ok, want)
		}
	}
	if got, _ := In("Tue, 04 Mar 2025 21:30:00 EST", nil); got.String() != "2025-03-04" {
		t.Errorf("in a named zone: %s", got)
	}
	if got, _ := In("2024-05-23T00:30:00+02:00", nil); got.String() != "2024-05-23" {
		t.Errorf("in its own offset: %s", got)
	}
}
