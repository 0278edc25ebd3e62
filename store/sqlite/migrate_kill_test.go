package sqlite

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord/store/keep"
)

// laterScripts are migrations as a later onrecord may have them: each fills a table and then changes all of it.
func laterScripts() ([]string, error) {
	scripts, err := migrations()
	for i := range 3 {
		scripts = append(scripts, fmt.Sprintf(`CREATE TABLE later_%[1]d (number INTEGER PRIMARY KEY, words TEXT NOT NULL);
			INSERT INTO later_%[1]d WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, hex(i) FROM n;
			UPDATE later_%[1]d SET words = words || ' again';`, i))
	}
	return scripts, err
}

// migrating is set in the environment of the process that TestAKilledMigrationIsRunAgain kills.
const migrating = "ONRECORD_TEST_MIGRATE"

func TestMain(m *testing.M) {
	if file := os.Getenv(migrating); file != "" {
		if err := migrateLater(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func migrateLater(file string) error {
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadWrite)
	if err != nil {
		return err
	}
	defer conn.Close()
	scripts, err := laterScripts()
	if err != nil {
		return err
	}
	return migrate(conn, scripts, false)
}

// TestAKilledMigrationIsRunAgain kills -9 a program that brings a record to a newer schema, again and
// again at moments that grow, and lets the last go through: each step is there whole or not at all.
func TestAKilledMigrationIsRunAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record.db")
	s, err := Open(t.Context(), file, Options{Rules: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	today, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	first, last := len(today), len(today)+3
	program := func() *exec.Cmd {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), migrating+"="+file)
		return c
	}
	chance := rand.New(rand.NewPCG(1, 2))
	killed, within := 0, 0
	for i := range 12 {
		c := program()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i*8)*time.Millisecond + time.Duration(chance.Int64N(int64(10*time.Millisecond))))
		_ = c.Process.Kill()
		if c.Wait() != nil {
			killed++
		}
		if have := checkSteps(t, file, first); have > first && have < last {
			within++
		}
	}
	if killed == 0 {
		t.Error("no migration was killed")
	}
	t.Logf("%d killed, %d times a part of the steps was done", killed, within)
	if out, err := program().CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if have := checkSteps(t, file, first); have != last {
		t.Errorf("schema %d in the end", have)
	}
}

// checkSteps returns the version of a file's schema, and fails where a step after the first so many is done by half.
func checkSteps(t *testing.T, file string, first int) int {
	t.Helper()
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	have, _, err := number(conn, "PRAGMA user_version")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		tables, _, err := number(conn, "SELECT count(*) FROM sqlite_schema WHERE name = ?", fmt.Sprintf("later_%d", i))
		done := int64(first+i) < have
		if err != nil || (tables == 1) != done {
			t.Fatalf("schema %d, step %d: %d tables, %v", have, first+i+1, tables, err)
		}
		if !done {
			continue
		}
		rows, _, err := number(conn, fmt.Sprintf("SELECT count(*) FROM later_%d WHERE words LIKE '%% again'", i))
		if err != nil || rows != 20000 {
			t.Fatalf("schema %d, step %d: %d rows, %v", have, first+i+1, rows, err)
		}
	}
	damage := ""
	if err := query(conn, "PRAGMA integrity_check", func(stmt keep.Stmt) error { damage = stmt.ColumnText(0); return nil }); err != nil || damage != "ok" {
		t.Fatalf("%s, %v", damage, err)
	}
	return int(have)
}
