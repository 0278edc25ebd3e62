package jsonfield

import (
	"bytes"
	"encoding/json"
)

// Text is a string. A number or a boolean gives its digits or its word; null,
// a list or an object gives "".
type Text string

// UnmarshalJSON never fails.
func (t *Text) UnmarshalJSON(b []byte) error {
	*t = ""
	b = bytes.TrimSpace(b)
	if len(b) == 0 {
		return nil
	}
	switch b[0] {
	case '"':
		var s string
		if json.Unmarshal(b, &s) == nil {
			*t = Text(s)
		}
	case '{', '[', 'n':
	default:
		*t = Text(b)
	}
	return nil
}

// List is a list of T. One value where a list was promised is a list of one;
// elements of the wrong type, and null, are left out.
type List[T any] []T

// UnmarshalJSON never fails.
func (l *List[T]) UnmarshalJSON(b []byte) error {
	*l = nil
	b = bytes.TrimSpace(b)
	var elements []json.RawMessage
	if len(b) > 0 && b[0] == '[' {
		if json.Unmarshal(b, &elements) != nil {
			return nil
		}
	} else {
		elements = []json.RawMessage{b}
	}
	for _, e := range elements {
		var v T
		if string(e) != "null" && json.Unmarshal(e, &v) == nil {
			*l = append(*l, v)
		}
	}
	return nil
}

// Object is a T, the zero T where the value is of another type.
type Object[T any] struct{ Value T }

// UnmarshalJSON never fails.
func (o *Object[T]) UnmarshalJSON(b []byte) error {
	var v T
	if json.Unmarshal(b, &v) != nil {
		var zero T
		v = zero
	}
	o.Value = v
	return nil
}
