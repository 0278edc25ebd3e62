package api

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/health"
)

// Whole returns a copy of a value with an empty list wherever one is nil, so
// that JSON has [] for it and not null. A list that is left out where it is
// empty, and a type with its own JSON, stay as they are. What the value shares
// with others is not changed.
func Whole(v any) any { return rewritten(v, nil) }

// elsewhere returns what Whole does, with the places that things were found at as readers elsewhere may
// know them: the folders of this machine are nobody's business.
func elsewhere(v any) any { return rewritten(v, withoutFolders) }

// withoutFolders takes the folders out of a struct that names a place, which may be changed.
func withoutFolders(v any) {
	switch v := v.(type) {
	case *onrecord.SourceRef:
		v.Location = onrecord.LocationElsewhere(v.Location)
	case *onrecord.Problem:
		v.Location = onrecord.LocationElsewhere(v.Location)
	case *onrecord.Source:
		v.Spec = onrecord.SpecElsewhere(v.Spec)
	case *v1.Capture:
		v.Location = onrecord.LocationElsewhere(v.Location)
	case *v1.Origin:
		v.Root = onrecord.LocationElsewhere(v.Root)
	case *health.Source:
		v.Spec = onrecord.SpecElsewhere(v.Spec)
	case *health.Finding:
		v.About = onrecord.SpecElsewhere(v.About)
	}
}

func rewritten(v any, change func(any)) any {
	if v == nil {
		return nil
	}
	return filler{change}.filled(reflect.ValueOf(v)).Interface()
}

// filler copies values; change, where it is not nil, is called with the address of each struct that is copied.
type filler struct{ change func(any) }

var marshaler = reflect.TypeFor[json.Marshaler]()

func (f filler) filled(v reflect.Value) reflect.Value {
	t := v.Type()
	if t.Implements(marshaler) || reflect.PointerTo(t).Implements(marshaler) {
		return v
	}
	switch t.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(t.Elem())
		out.Elem().Set(f.filled(v.Elem()))
		return out
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		return f.filled(v.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return v
		}
		out := reflect.MakeSlice(t, v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(f.filled(v.Index(i)))
		}
		return out
	case reflect.Struct:
		out := reflect.New(t).Elem()
		out.Set(v)
		if f.change != nil {
			f.change(out.Addr().Interface())
			v = out
		}
		for i := range t.NumField() {
			member := t.Field(i)
			if !member.IsExported() {
				continue
			}
			if tag := member.Tag.Get("json"); v.Field(i).IsZero() && (strings.Contains(tag, ",omitempty") || strings.Contains(tag, ",omitzero")) {
				continue
			}
			out.Field(i).Set(f.filled(v.Field(i)))
		}
		return out
	}
	return v
}
