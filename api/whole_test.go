package api

import (
	"encoding/json"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
)

// A list that is nil is written as one that is empty, however deep it stands,
// and what the value shares with others stays as it was.
func TestListsAreNeverNull(t *testing.T) {
	shared := []*v1.FactDetail{{Fact: v1.Fact{OneFact: onrecord.OneFact{Name: &onrecord.Name{}}}}}
	got, err := json.Marshal(whole(struct {
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
