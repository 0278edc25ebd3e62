package keep

import (
	"fmt"
	"io/fs"

	"github.com/onrecord/onrecord"
)

// ErrOlderSchema is the error of an engine that is to read a record of an older schema and may not
// bring it up to date: opened for writing, it would be. It is an ErrUnavailable.
var ErrOlderSchema = fmt.Errorf("%w: the record is of an older schema, and opened read-only; what opens it for writing brings it up to date", onrecord.ErrUnavailable)

// Migrations returns the scripts of an engine's folder "schema" in order: the nth, NNNN.sql,
// brings a record of schema version n-1 to n. One that is missing is an error.
func Migrations(schema fs.FS) ([]string, error) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	scripts := make([]string, len(names))
	for i, name := range names {
		if want := fmt.Sprintf("schema/%04d.sql", i+1); name != want {
			return nil, fmt.Errorf("migration %s is missing", want)
		}
		b, err := fs.ReadFile(schema, name)
		if err != nil {
			return nil, err
		}
		scripts[i] = string(b)
	}
	return scripts, nil
}
