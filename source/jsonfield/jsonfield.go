package jsonfield

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Each visits the elements of a JSON list one after the other, so that a long
// one is not held a second time, until visit returns false. Where the list is
// not well formed, or something stands behind it, the error says so once the
// elements before the fault have been visited.
func Each(list []byte, visit func(i int, element json.RawMessage) bool) error {
	decoder := json.NewDecoder(bytes.NewReader(list))
	if open, err := decoder.Token(); err != nil || open != json.Delim('[') {
		return errors.New("it is no list")
	}
	for i := 0; decoder.More(); i++ {
		var element json.RawMessage
		if err := decoder.Decode(&element); err != nil {
			return err
		}
		if !visit(i, element) {
			return nil
		}
	}
	if _, err := decoder.Token(); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.New("something stands behind the list")
	}
	return nil
}

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
