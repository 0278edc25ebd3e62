//go:build unix

package postgres

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/store/keep"
)

// written runs do in a transaction, and returns what a question gives after it in the same transaction.
func written(t *testing.T, do func(keep.Conn) error, question string) string {
	t.Helper()
	var got []string
	err := newEngine(t, address(t)).Write(ctx, func(conn keep.Conn) error {
		if err := do(conn); err != nil {
			return err
		}
		return conn.Query(question, func(s keep.Stmt) error {
			got = append(got, s.ColumnText(0))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(got, " ")
}

// TestRowsThatGather: rows of one table gather whatever is written between them, and are found as if each had been written
// when it was said.
func TestRowsThatGather(t *testing.T) {
	got := written(t, func(conn keep.Conn) error {
		body := []byte("a")
		for i := range 3 {
			body[0] = byte('a' + i) // whoever wrote a row may go on with its memory
			for _, err := range []error{
				conn.Query("INSERT INTO frequency (position, stems) VALUES (?, ?)", nil, i, body),
				conn.Query("INSERT INTO fact (number, due) VALUES (?, ?)", nil, i, []any{nil, 7, nil}[i]),
				conn.Index(keep.FactIndex, int64(i), "mill turn'", ""),
				conn.Query("INSERT INTO member (pack, keys, body) VALUES (?, ?, ?) ON CONFLICT (pack) DO UPDATE SET keys = excluded.keys, body = excluded.body", nil, i%2, i, body),
			} {
				if err != nil {
					return err
				}
			}
		}
		return nil
	}, `SELECT number || coalesce(due::text, '-') || convert_from(stems, 'UTF8') || fact_index::text || coalesce((SELECT keys || convert_from(body, 'UTF8') FROM member WHERE pack = number), '')
		FROM fact JOIN frequency ON position = number JOIN fact_index ON rowid = number ORDER BY number`)
	if want := `0-a'mill' 'turn'''2c 17b'mill' 'turn'''1b 2-c'mill' 'turn'''`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestOtherStatementsKeepTheirPlace: what is no insertion comes after all that was written before it, and before all after it.
func TestOtherStatementsKeepTheirPlace(t *testing.T) {
	got := written(t, func(conn keep.Conn) error {
		for _, statement := range []string{
			"INSERT INTO value (field, text) VALUES (?, 'Harbour Board')", "INSERT INTO value (field, text) VALUES (?, 'Mill Office')",
			"DELETE FROM value WHERE field = ?", "INSERT INTO value (field, text) VALUES (?, 'Harbour Board')",
		} {
			if err := conn.Query(statement, nil, "issuer"); err != nil {
				return err
			}
		}
		return nil
	}, "SELECT text FROM value ORDER BY number")
	if got != "Harbour Board" {
		t.Errorf("%q is kept", got)
	}
}

// TestChangesOfRowsThatGather: how many rows the last statement changed is asked of it alone.
func TestChangesOfRowsThatGather(t *testing.T) {
	var got []int
	written(t, func(conn keep.Conn) error {
		for _, key := range []string{"a", "b", "b", "c"} {
			for _, statement := range []string{"INSERT INTO item (location, title) VALUES (?, '')", "INSERT INTO value (field, text) VALUES ('tag', ?)"} {
				if err := conn.Query(statement+" ON CONFLICT DO NOTHING", nil, key); err != nil {
					return err
				}
			}
			if key != "a" {
				got = append(got, conn.Changes())
			}
		}
		return nil
	}, "SELECT 1")
	if fmt.Sprint(got) != "[1 0 1]" {
		t.Errorf("%v rows changed", got)
	}
}

// TestAFailureMeanwhile: what fails while the program goes on is told of by what comes next, and nothing is kept.
func TestAFailureMeanwhile(t *testing.T) {
	e := newEngine(t, address(t))
	wide, said := strings.Repeat("sail ", mostWaiting/50), error(nil)
	err := e.Write(ctx, func(conn keep.Conn) error {
		for i := range 100 {
			if said = conn.Query("INSERT INTO value (field, text) VALUES ('tag', ?)", nil, fmt.Sprint(i%2, wide)); said != nil {
				return nil // whatever its caller makes of it
			}
		}
		return nil
	})
	if err == nil || said == nil || !strings.Contains(err.Error(), "value_one") {
		t.Errorf("%v, then %v", said, err)
	}
	err = e.Read(ctx, func(conn keep.Conn) error {
		return conn.Query("SELECT count(*) FROM value", func(s keep.Stmt) error {
			if n := s.ColumnInt(0); n != 0 {
				t.Errorf("%d rows are kept", n)
			}
			return nil
		})
	})
	if err != nil {
		t.Error(err)
	}
}

// TestWhatIsAnInsertion: only of these may rows gather.
func TestWhatIsAnInsertion(t *testing.T) {
	for text, want := range map[string]string{
		"INSERT INTO name (number, thing) VALUES (?1, ?1)":                                                     "INSERT INTO name (number, thing) SELECT e.a1, e.a1 FROM unnest($1::bigint[]) AS e (a1)",
		"INSERT INTO fact (number, due)\n\t\tVALUES (?, ?) ON CONFLICT DO NOTHING":                             "INSERT INTO fact (number, due) SELECT e.a1, e.a2 FROM unnest($1::bigint[], $2::bigint[]) AS e (a1, a2) ON CONFLICT DO NOTHING",
		"INSERT INTO t (a, b) VALUES (?, (SELECT max(n) FROM u)) ON CONFLICT (a) DO UPDATE SET b = excluded.b": "INSERT INTO t (a, b) SELECT e.a1, (SELECT max(n) FROM u) FROM unnest($1::bigint[]) AS e (a1) ON CONFLICT (a) DO UPDATE SET b = excluded.b",
		"INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = t.b + 1":                         "",
		"INSERT INTO t (a, b, c) VALUES (?, ?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b":                "",
		"INSERT INTO t (a) SELECT b FROM u WHERE c = ?":                                                        "",
		"UPDATE t SET a = ?": "",
	} {
		insertion := insertionOf(text)
		got := ""
		if insertion != nil {
			got = insertion.statement([]byte(strings.Repeat("i", max(1, strings.Count(text, "?")-strings.Count(text, "?1")))))
		}
		if got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

// TestReferred compares the tables that rows of others refer to with the schema.
func TestReferred(t *testing.T) {
	var inSchema []string
	err := newEngine(t, address(t)).Read(ctx, func(conn keep.Conn) error {
		return conn.Query(`SELECT DISTINCT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`, func(s keep.Stmt) error {
			inSchema = append(inSchema, s.ColumnText(0))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range inSchema {
		if !referred[table] {
			t.Errorf("rows refer to %s, which is not known", table)
		}
	}
	if len(inSchema) != len(referred) {
		t.Errorf("%v in the schema, %v known", inSchema, referred)
	}
}
