package api

import (
	"encoding/json"
	"reflect"
	"strings"
)

// whole returns a copy of a value with an empty list wherever one is nil, so
// that JSON has [] for it and not null. A list that is left out where it is
// empty, and a type with its own JSON, stay as they are. What the value shares
// with others is not changed.
func whole(v any) any {
	if v == nil {
		return nil
	}
	return filled(reflect.ValueOf(v)).Interface()
}

var marshaler = reflect.TypeFor[json.Marshaler]()

func filled(v reflect.Value) reflect.Value {
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
		out.Elem().Set(filled(v.Elem()))
		return out
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		return filled(v.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return v
		}
		out := reflect.MakeSlice(t, v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(filled(v.Index(i)))
		}
		return out
	case reflect.Struct:
		out := reflect.New(t).Elem()
		out.Set(v)
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				continue
			}
			if tag := f.Tag.Get("json"); v.Field(i).IsZero() && (strings.Contains(tag, ",omitempty") || strings.Contains(tag, ",omitzero")) {
				continue
			}
			out.Field(i).Set(filled(v.Field(i)))
		}
		return out
	}
	return v
}
