package postgres

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/onrecord/onrecord/store/keep"
)

// statements remembers what statements of the keep room are here, by their text and what types their
// arguments have.
var statements sync.Map

// translated turns a statement of the keep room (see its package comment) into PostgreSQL's, and
// its arguments into what the driver takes.
func translated(text string, args []any) (sql string, bound []any) {
	types := make([]byte, len(args))
	bound = make([]any, len(args))
	var asked []string // the index that each MATCH asks, found once it is needed
	for i, arg := range args {
		if w, ok := arg.(keep.Words); ok {
			if asked == nil {
				asked = matched(text)
			}
			types[i], bound[i] = 'w', matching(w, hasTwo[asked[0]])
			asked = asked[1:]
			continue
		}
		types[i], bound[i] = argument(arg)
	}
	if strings.Contains(text, factsBetween) {
		text = ofKinds(text, args)
	}
	key := string(types) + text
	if known, ok := statements.Load(key); ok {
		return known.(string), bound
	}
	sql = rewritten(text, types)
	statements.Store(key, sql)
	return sql, bound
}

// argument returns the type of an argument and the argument as the driver takes it.
func argument(arg any) (byte, any) {
	switch v := arg.(type) {
	case nil:
		return 'n', nil
	case int:
		return 'i', int64(v)
	case int64:
		return 'i', v
	case bool:
		if v {
			return 'i', int64(1)
		}
		return 'i', int64(0)
	case float64:
		return 'f', v
	case string:
		return 't', plain(v)
	case []byte:
		if v == nil {
			v = []byte{}
		}
		return 'b', v
	}
	panic(fmt.Sprintf("postgres: cannot bind a %T", arg))
}

// plain is a text as PostgreSQL can keep it: it takes neither a zero byte nor what is no UTF-8.
func plain(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// cast says of which type an argument is, so that the server need not guess.
var cast = map[byte]string{'n': "", 'i': "::bigint", 'f': "::float8", 't': "::text", 'b': "::bytea", 'w': "::text::tsquery"}

// rewritten numbers a statement's arguments and puts what is SQLite's own into PostgreSQL's words. No statement
// holds a question mark in a string.
func rewritten(text string, types []byte) string {
	text = strings.NewReplacer(" MATCH ", " @@ ", "CROSS JOIN ", "JOIN ", "json_each(", "elements(").Replace(text)
	if strings.Contains(text, " @@ ") {
		// In the order of the rows themselves the planner would hope to meet the words early, and look into every
		// row until it does: their own index says at once which rows hold them. From a rowid on it would look into all rows too.
		text = strings.NewReplacer("ORDER BY rowid", "ORDER BY rowid + 0", "rowid >= ", "rowid + 0 >= ").Replace(text)
	}
	var out strings.Builder
	next := 0
	for {
		before, after, found := strings.Cut(text, "?")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		at := next
		digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
		if digits > 0 {
			n, _ := strconv.Atoi(after[:digits])
			at, after = n-1, after[digits:]
		} else {
			next++
		}
		fmt.Fprintf(&out, "$%d%s", at+1, cast[types[at]])
		text = after
	}
}

// factsBetween is how statements ask for facts that match, from one number to another.
const factsBetween = "fact_index MATCH ? AND rowid BETWEEN ? AND ?"

// ofKinds adds to what matches from one number to another of which kinds of fact these are: a number begins with its kind, and
// the index finds those of a kind without a look at the others (schema/0005.sql). Where all facts of a kind are asked for, the
// server is kept from reading all their numbers, too. The arguments are numbered, so that those that follow count as before.
func ofKinds(text string, args []any) string {
	before, after, _ := strings.Cut(text, factsBetween)
	first := strings.Count(before, "?") + 1 // after what is matched
	between := factsBetween
	if from, to := args[first].(int64), args[first+1].(int64); from&withinKind == 0 && to&withinKind == withinKind {
		between = strings.Replace(between, "rowid", "rowid + 0", 1)
	}
	return before + between + fmt.Sprintf(" AND ARRAY[rowid >> %[1]d] && ARRAY(SELECT generate_series(?%[2]d >> %[1]d, ?%[3]d >> %[1]d))", kindShift, first+1, first+2) + after
}

// A fact's number is its kind, shifted so far, and its place within the kind.
const (
	kindShift  = 60
	withinKind = 1<<kindShift - 1
)

// matched returns the indexes that a statement asks, in order.
func matched(text string) (indexes []string) {
	for {
		before, after, found := strings.Cut(text, " MATCH ")
		if !found {
			return indexes
		}
		fields := strings.Fields(strings.NewReplacer("(", " ", ".", " ").Replace(before))
		indexes = append(indexes, fields[len(fields)-1])
		text = after
	}
}
