package jsonfield

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type value struct {
	Title Text
	Tags  List[Text]
	Links Object[map[string]List[struct{ Title Text }]]
}

func TestUnmarshal(t *testing.T) {
	type links = map[string]List[struct{ Title Text }]
	for in, want := range map[string]value{
		`{}`:                           {},
		`{"title":"a","tags":["b",1]}`: {Title: "a", Tags: List[Text]{"b", "1"}},
		`{"title":7.5,"tags":"b"}`:     {Title: "7.5", Tags: List[Text]{"b"}},
		`{"title":null,"tags":null}`:   {},
		`{"title":{"a":1},"tags":[null,"b"],"links":[]}`:           {Tags: List[Text]{"b"}},
		`{"title":true,"links":{"a":[{"title":"x"},"y",null,{}]}}`: {Title: "true", Links: Object[links]{links{"a": {{"x"}, {}}}}},
	} {
		var got value
		if err := json.Unmarshal([]byte(in), &got); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", in, diff)
		}
	}
	if err := json.Unmarshal([]byte(`{"title":`), new(value)); err == nil {
		t.Error("broken syntax was forgiven")
	}
}
