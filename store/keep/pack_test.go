package keep

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

const packText = "Sixteen ferries will sail by May, said Ada Venn."

// fillFields sets every field there is to something, so that a field that is added
// to the facts and not packed shows.
func fillFields(v reflect.Value, n *int) {
	*n++
	if date, ok := v.Addr().Interface().(*onrecord.Date); ok {
		*date = onrecord.MustDate("2025-01-01").AddDays(*n)
		return
	}
	if v.Type() == reflect.TypeFor[*onrecord.Review]() {
		return // kept apart, with what people said
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("é%d", *n))
	case reflect.Int:
		v.SetInt(int64(*n) - 20)
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.25)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillFields(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fillFields(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fillFields(v.Field(i), n)
		}
	default:
		panic("a field of a kind that is not packed: " + v.Type().String())
	}
}

func TestPackEveryField(t *testing.T) {
	var full, lists onrecord.Facts
	n := 0
	fillFields(reflect.ValueOf(&full).Elem(), &n)
	lists = onrecord.Facts{
		Quotes: []onrecord.Quote{}, Dates: []onrecord.DateFact{{}}, Commitments: []onrecord.Commitment{{Due: &onrecord.Due{}}},
		Names: []onrecord.Name{{Text: packText[39:47], Aliases: []string{}, Spans: []onrecord.Pair{{Start: 39, End: 47}}}},
		Figures: []onrecord.Figure{{Head: onrecord.Head{ID: "00ff00ff00ff00ff", Text: "Sixteen", Span: onrecord.Span{End: 7}}, Value: 16},
			{Head: onrecord.Head{ID: "00FF00FF00FF00FF", Span: onrecord.Span{Start: 40, End: 3}}}},
		Relations: []onrecord.Relation{{From: onrecord.OneOrMore{}}},
	}
	for _, want := range []onrecord.Facts{full, lists, {}} {
		var got onrecord.Facts
		if err := unpackFacts(packFacts(nil, &want, packText), packText, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(onrecord.Date{})); diff != "" {
			t.Error(diff)
		}
	}
	var want []onrecord.Block
	fillFields(reflect.ValueOf(&want).Elem(), &n)
	for _, want := range [][]onrecord.Block{want, {}, nil} {
		got, err := unpackBlocks(packBlocks(nil, want))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	}
}

// Facts that are read beside another text than their own are not believed.
func TestUnpackBesideAnotherText(t *testing.T) {
	f := onrecord.Facts{Figures: []onrecord.Figure{{Head: onrecord.Head{Text: "Sixteen", Span: onrecord.Span{End: 7}}}}}
	b := packFacts(nil, &f, packText)
	for _, text := range []string{"Sixteem ferries", "Six", ""} {
		if err := unpackFacts(b, text, new(onrecord.Facts)); !errors.Is(err, onrecord.ErrDamaged) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	var full onrecord.Facts
	n := 0
	fillFields(reflect.ValueOf(&full).Elem(), &n)
	f.Add(packFacts(nil, &full, packText))
	f.Add([]byte{packFormat, 255, 255, 255, 255, 15, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var facts, again onrecord.Facts
		if unpackFacts(b, packText, &facts) == nil {
			if err := unpackFacts(packFacts(nil, &facts, packText), packText, &again); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = unpackBlocks(b)
	})
}
