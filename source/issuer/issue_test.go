package issuer

import (
	"strings"
	"testing"
)

func TestReadIssue(t *testing.T) {
	for in, want := range map[string]string{
		"The press release issued by the Harbour Board on 3 March 2025.":                                                                             "2025-03-03 Harbour Board",
		"The press release issued by the Harbour Board and Town Council on Monday 3rd March 2025":                                                    "2025-03-03 Harbour Board|Town Council",
		"The news story published by the Board on Roads on March 3, 2025.":                                                                           "2025-03-03 Board on Roads",
		"The speech made by Jane Example, the Minister of Bridges, in Town on 3 March 2025.":                                                         "2025-03-03 ",
		"The letter sent by Jane Example, the Secretary of State for the Bridges Department, to the Chair of the Harbour Committee on 3 March 2025.": "2025-03-03 ",
		"The speech given by the Harbour Board on 3 Mar 2025.":                                                                                       "2025-03-03 Harbour Board",
		"The press release issued by the Harbour Board on 30 February 2025.":                                                                         "",
		"The press release issued by the Harbour Board.":                                                                                             "",
		"A plan was made and it was a long time before it was seen to be issued by the Board on 3 March 2025.":                                       "",
		"They issued by the Board on 3 March 2025.":                                                                                                  "",
	} {
		got := ""
		if issue, ok := ReadIssue(in); ok {
			got = issue.On.String() + " " + strings.Join(issue.By, "|")
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
