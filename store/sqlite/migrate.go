package sqlite

import (
	"embed"
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

//go:embed schema/*.sql
var schema embed.FS

// applicationID marks the file as onrecord's ("onR3"), earlyIDs as that of an
// onrecord of before its first release ("onRC", "onR1", "onR2"), whose schema is not read.
const applicationID = 0x6f6e5233

var earlyIDs = []int64{0x6f6e5243, 0x6f6e5231, 0x6f6e5232}

// migrations are the scripts of this engine: see keep.Migrations.
func migrations() ([]string, error) { return keep.Migrations(schema) }

// migrate brings the file to the newest schema, one transaction a step. It
// refuses a file of another program and of a newer onrecord.
func migrate(conn *sqlite.Conn, scripts []string, readOnly bool) error {
	have, _, err := number(conn, "PRAGMA user_version")
	if err != nil {
		return err
	}
	if err := checkOwner(conn, have); err != nil {
		return err
	}
	switch {
	case int(have) > len(scripts):
		return fmt.Errorf("%w: the record was written by a newer onrecord (schema %d, this program knows %d); use that version", onrecord.ErrUnsupported, have, len(scripts))
	case int(have) < len(scripts) && readOnly:
		return fmt.Errorf("schema %d of %d: %w", have, len(scripts), keep.ErrOlderSchema)
	}
	for i := int(have); i < len(scripts); i++ {
		if err := step(conn, i, scripts[i]); err != nil {
			return fmt.Errorf("migration %d: %w", i+1, err)
		}
	}
	return nil
}

// step applies one script, unless another process did so in the meantime.
func step(conn *sqlite.Conn, from int, script string) (err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	have, _, err := number(conn, "PRAGMA user_version")
	if err != nil || int(have) > from {
		return err
	}
	script += fmt.Sprintf("\nPRAGMA user_version = %d; PRAGMA application_id = %d;", from+1, applicationID)
	return sqlitex.ExecuteScript(conn, script, nil)
}

func checkOwner(conn *sqlite.Conn, have int64) error {
	id, _, err := number(conn, "PRAGMA application_id")
	if err != nil || id == applicationID {
		return err
	}
	if slices.Contains(earlyIDs, id) {
		return fmt.Errorf("%w: the record was written by an onrecord of before its first release; move the file away and import its sources again", onrecord.ErrUnsupported)
	}
	tables, _, err := number(conn, "SELECT count(*) FROM sqlite_schema")
	if err == nil && (id != 0 || have != 0 || tables != 0) {
		return fmt.Errorf("%w: the file is a database of another program", onrecord.ErrInvalid)
	}
	return err
}
