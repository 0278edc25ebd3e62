// Package jsonfield reads JSON (RFC 8259) whose fields are not always of the
// type that was promised: null or a number for a string, one value for a
// list, one bad element among good ones.
//
// In come bytes through encoding/json; out come Text, List and Object values
// that are empty where the field was of no use. A field of the wrong type is
// never an error, so that it does not cost the rest of the document. It does
// not forgive broken syntax.
//
//	var v struct{ Title jsonfield.Text }
//	json.Unmarshal([]byte(`{"title": 7}`), &v) // v.Title == "7"
package jsonfield
