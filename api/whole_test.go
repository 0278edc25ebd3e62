package api

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/health"
)

// A list that is nil is written as one that is empty, however deep it stands,
// and what the value shares with others stays as it was.
func TestListsAreNeverNull(t *testing.T) {
	shared := []*v1.FactDetail{{Fact: v1.Fact{OneFact: onrecord.OneFact{Name: &onrecord.Name{}}}}}
	got, err := json.Marshal(Whole(struct {
		List  []*v1.FactDetail `json:"list"`
		Any   any              `json:"any"`
		Whose onrecord.OneOrMore
		Left  []int `json:"left,omitempty"`
	}{List: shared, Any: v1.Head{}}))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		List []struct {
			Links json.RawMessage
			Name  struct{ Aliases json.RawMessage }
		}
		Any struct {
			IssuedBy json.RawMessage `json:"issued_by"`
		}
		Whose json.RawMessage
		Left  json.RawMessage
	}
	if err := json.Unmarshal(got, &v); err != nil {
		t.Fatal(err)
	}
	if string(v.List[0].Links) != "[]" || string(v.List[0].Name.Aliases) != "[]" || string(v.Any.IssuedBy) != "[]" || string(v.Whose) != "null" || v.Left != nil {
		t.Errorf("written as %s", got)
	}
	if shared[0].Links != nil || shared[0].Name.Aliases != nil {
		t.Error("what was given was changed")
	}
}

// Only who sits at this machine is told in which folder a file was found.
func TestFoldersAreNobodysBusiness(t *testing.T) {
	problem := onrecord.Problem{Location: "/home/ada/private/a.txt"}
	answers := []any{
		v1.Head{Source: onrecord.SourceRef{Location: "/home/ada/private/a.txt", From: &onrecord.SourceRef{Location: "/home/ada/private/b.txt"}}},
		v1.List[v1.Version]{Items: []v1.Version{{Source: onrecord.SourceRef{Location: "/home/ada/private/news.zip!a.txt"}}}},
		v1.Origin{Root: "/home/ada/private"}, v1.Capture{Location: "/home/ada/private/a.txt"}, v1.List[onrecord.Problem]{Items: []onrecord.Problem{problem}},
		v1.Source{Source: onrecord.Source{Spec: "folder:/home/ada/private"}}, health.Report{Sources: []health.Source{{Spec: "folder:/home/ada/private"}}, Findings: []health.Finding{{About: "folder:/home/ada/private"}}},
	}
	for _, v := range answers {
		for _, here := range []bool{false, true} {
			got, err := json.Marshal((&API{options: Options{ThisMachine: here}}).told(v))
			if err != nil || strings.Contains(string(got), "/home/ada") != here {
				t.Errorf("%T at this machine (%v) is told as %s, %v", v, here, got, err)
			}
		}
	}
	if problem.Location != "/home/ada/private/a.txt" {
		t.Error("what was given was changed")
	}
}
