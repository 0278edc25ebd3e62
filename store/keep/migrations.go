package keep

import (
	"fmt"
	"io/fs"
)

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
