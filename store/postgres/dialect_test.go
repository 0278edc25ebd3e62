package postgres

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord/store/keep"
)

// TestFactsAreAskedByKind: of facts that match between two numbers the kinds are asked for, too, and the other arguments stay
// where they were.
func TestFactsAreAskedByKind(t *testing.T) {
	const text = "SELECT rowid FROM fact_index WHERE fact_index MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
	const kinds = " AND ARRAY[rowid >> 60] && ARRAY(SELECT generate_series($2::bigint >> 60, $3::bigint >> 60)) ORDER BY rowid + 0 DESC LIMIT $4::bigint"
	words := keep.Phrase{Words: []string{"quay"}}
	for name, c := range map[string]struct {
		first, last int64
		between     string
	}{
		"a kind":         {2 << 60, 3<<60 - 1, "rowid + 0 BETWEEN"},
		"a part of one":  {2<<60 + 5, 3<<60 - 1, "rowid BETWEEN"},
		"from its start": {2 << 60, 2<<60 + 7, "rowid BETWEEN"},
	} {
		sql, bound := translated(text, []any{words, c.first, c.last, 60})
		want := "SELECT rowid FROM fact_index WHERE fact_index @@ $1::text::tsquery AND " + c.between + " $2::bigint AND $3::bigint" + kinds
		if sql != want || len(bound) != 4 || bound[1] != c.first || bound[2] != c.last || bound[3] != int64(60) {
			t.Errorf("%s:\n%s, %v\nwant\n%s", name, sql, bound, want)
		}
	}
	if sql, _ := translated("SELECT rowid FROM fact_index WHERE fact_index MATCH ? ORDER BY rowid DESC LIMIT 1", []any{words}); strings.Contains(sql, "ARRAY") {
		t.Errorf("facts of any kind are asked for as %s", sql)
	}
}
