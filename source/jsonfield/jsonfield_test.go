package jsonfield

import (
	"encoding/json"
	"strings"
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

func TestEach(t *testing.T) {
	for in, want := range map[string]struct {
		visited string
		fails   bool
	}{
		`[]`:              {"", false},
		` [1, {"a":2}] `:  {`1 {"a":2}`, false},
		`[1, 2`:           {"1 2", true},
		`[1, }`:           {"1", true},
		`[1] [2]`:         {"1", true},
		`{"a": 1}`:        {"", true},
		``:                {"", true},
		`[1,2,"stop",3 x`: {`1 2 "stop"`, false},
	} {
		var visited []string
		err := Each([]byte(in), func(i int, element json.RawMessage) bool {
			if i != len(visited) {
				t.Errorf("%s: element %d is numbered %d", in, len(visited), i)
			}
			visited = append(visited, string(element))
			return string(element) != `"stop"`
		})
		if got := strings.Join(visited, " "); got != want.visited || (err != nil) != want.fails {
			t.Errorf("%s: visited %q, %v", in, got, err)
		}
	}
}

func FuzzEach(f *testing.F) {
	f.Add([]byte(`[1, {"a": [2]}, "x"]`))
	f.Add([]byte(`[[[`))
	f.Fuzz(func(t *testing.T, list []byte) {
		n := 0
		err := Each(list, func(_ int, element json.RawMessage) bool {
			n++
			if !json.Valid(element) {
				t.Fatalf("%q is no JSON", element)
			}
			return true
		})
		var whole []json.RawMessage
		wanted := json.Unmarshal(list, &whole)
		if isList := len(whole) > 0 || wanted == nil && whole != nil; isList && wanted == nil && (err != nil || n != len(whole)) {
			t.Fatalf("%d elements of %d, %v", n, len(whole), err)
		}
		if wanted != nil && err == nil {
			t.Fatalf("%q is no list (%v), but was read as one", list, wanted)
		}
	})
}
