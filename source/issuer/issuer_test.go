package issuer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBodies(t *testing.T) {
	for in, want := range map[string]string{
		"":                "",
		"the Home Office": "Home Office",
		"the Home Office and Ministry of Justice":                                                     "Home Office|Ministry of Justice",
		"the Home Office and the Ministry of Justice":                                                 "Home Office|Ministry of Justice",
		"Department for Transport, Home Office and HM Treasury":                                       "Department for Transport|Home Office|HM Treasury",
		"Department for Transport, Home Office, and HM Treasury":                                      "Department for Transport|Home Office|HM Treasury",
		"Ministry of Housing, Communities and Local Government":                                       "Ministry of Housing, Communities and Local Government",
		"the Ministry of Housing, Communities & Local Government and Homes England":                   "Ministry of Housing, Communities & Local Government|Homes England",
		"Ministry of Housing, Communities & Local Government (2018 to 2021) and The Rt Hon A. Person": "Ministry of Housing, Communities & Local Government",
		"Department for Culture, Media and Sport and Cabinet Office":                                  "Department for Culture, Media and Sport|Cabinet Office",
		"Prime Minister's Office, 10 Downing Street and Home Office":                                  "Prime Minister's Office, 10 Downing Street|Home Office",
		"the Department for Transport and Ports":                                                      "Department for Transport and Ports",
		"Home Office and Department for Transport and Ports":                                          "Home Office|Department for Transport and Ports",
		"Department for Transport and Home Office":                                                    "Department for Transport|Home Office",
		"Driver and Vehicle Standards Agency and Department for Transport":                            "Driver and Vehicle Standards Agency|Department for Transport",
		// Not in the list of known bodies.
		"Department for Bridges, Roads and Ferries":                                   "Department for Bridges, Roads and Ferries",
		"Department for Bridges, Roads and Ferries and the Harbour Board":             "Department for Bridges, Roads and Ferries|Harbour Board",
		"Department for Transport and Ports":                                          "Department for Transport and Ports",
		"Department for Transport, Ports and Harbours":                                "Department for Transport, Ports and Harbours",
		"the Department for Transport and Ports and the Home Office":                  "Department for Transport and Ports|Home Office",
		"Department for Transport and HMRC":                                           "Department for Transport|HMRC",
		"Home Office, Harbours and Ferries Authority":                                 "Home Office|Harbours and Ferries Authority",
		"U.S. Department of Bridges and Ferries":                                      "U.S. Department of Bridges and Ferries",
		"Bridges and Harbour Safety Canada":                                           "Bridges and Harbour Safety Canada",
		"Home Office and Bridges Scotland":                                            "Home Office|Bridges Scotland",
		"Harbour Board and Town Council":                                              "Harbour Board|Town Council",
		"Harbours and Ferries Authority":                                              "Harbours and Ferries Authority",
		"Ministry of Bridges and Ferry Licensing Agency":                              "Ministry of Bridges|Ferry Licensing Agency",
		"Ministry of Bridges and Tunnels and Ferry Licensing Agency":                  "Ministry of Bridges and Tunnels and Ferry Licensing Agency", // two readings: abstain
		"Home Office and Jane Example":                                                "Home Office",
		"Department for Education, Jane Example MP and Lord Example":                  "Department for Education",
		"Department for Transport, Active Travel England and The Rt Hon A. Person MP": "Department for Transport|Active Travel England",
		"The Rt Hon A. Person MP":                                                     "The Rt Hon A. Person MP",
		"Home Office, Home Office and  Ministry of Justice.":                          "Home Office|Ministry of Justice",
	} {
		if diff := cmp.Diff(want, strings.Join(Bodies(in), "|")); diff != "" {
			t.Errorf("%s: %s", in, diff)
		}
	}
}

func TestKnownBodiesStayWhole(t *testing.T) {
	for name := range known {
		if got := Bodies(name); len(got) != 1 || fold(got[0]) != fold(name) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func FuzzBodies(f *testing.F) {
	f.Add("the Home Office, and and the Ministry of Justice")
	f.Add(strings.Repeat("a, ", 50))
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range Bodies(s) {
			if name == "" || !strings.Contains(s, name) {
				t.Fatalf("%q is no part of %q", name, s)
			}
		}
	})
}

// TestYearsOfAClosedBody: years behind a name are no part of it.
func TestYearsOfAClosedBody(t *testing.T) {
	for phrase, want := range map[string]string{
		"Ministry of Ports, Towns & Coasts (2018 to 2021)": "Ministry of Ports, Towns & Coasts",
		"Harbour Office (until 2014)":                      "Harbour Office",
		"Harbour Office (Northern Division)":               "Harbour Office (Northern Division)",
	} {
		if got := Bodies(phrase); len(got) != 1 || got[0] != want {
			t.Errorf("%q: %q, want %q", phrase, got, want)
		}
	}
}
