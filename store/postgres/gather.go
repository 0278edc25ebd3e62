package postgres

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// insertion is a statement that inserts one row, as one that inserts many.
type insertion struct {
	table   string
	columns string
	values  []string // what each column is given, with ? for arguments
	end     string   // what is done about rows that are there
	key     []int    // of rows that replace others, the arguments that say which; nil of all others
	asks    bool     // a value is asked of another table
}

// insertions remembers them by their texts; nil stands for statements that are none.
var insertions sync.Map

// insertionOf returns a statement of the keep room as an insertion, nil where it is none whose rows may gather.
func insertionOf(text string) *insertion {
	if known, ok := insertions.Load(text); ok {
		return known.(*insertion)
	}
	known, _ := insertions.LoadOrStore(text, parsed(text))
	return known.(*insertion)
}

var (
	anInsertion = regexp.MustCompile(`(?s)^INSERT INTO (\w+) \(([^()]+)\)\s+VALUES \((.+?)\)(\s+ON CONFLICT .*)?$`)
	aNothing    = regexp.MustCompile(`^\s+ON CONFLICT( \([\w, ]+\))? DO NOTHING$`)
	aReplacing  = regexp.MustCompile(`^\s+ON CONFLICT \(([\w, ]+)\) DO UPDATE SET ([\w., =]+)$`)
)

func parsed(text string) *insertion {
	parts := anInsertion.FindStringSubmatch(text)
	if parts == nil {
		return nil
	}
	s := &insertion{table: parts[1], columns: parts[2], values: values(parts[3]), end: parts[4], asks: strings.Contains(parts[3], "SELECT")}
	if s.end == "" || aNothing.MatchString(s.end) {
		return s
	}
	replacing := aReplacing.FindStringSubmatch(s.end)
	if replacing == nil || !s.replaces(strings.Split(replacing[1], ", "), strings.Split(replacing[2], ", ")) {
		return nil
	}
	return s
}

// values parts a list at its commas, not at those in brackets, and numbers its arguments.
func values(list string) (out []string) {
	depth, next, value := 0, 0, ""
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out, value = append(out, strings.TrimSpace(value)), ""
			continue
		case c == '?' && !isDigit(list[i+1:]):
			next++
			value += "?" + strconv.Itoa(next)
			continue
		}
		value += string(c)
	}
	return append(out, strings.TrimSpace(value))
}

func isDigit(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// replaces reports whether a row takes the place of all that another with the same key holds: of two, only the last counts.
func (s *insertion) replaces(key, set []string) bool {
	columns := strings.Split(s.columns, ", ")
	for _, column := range key {
		at := slices.Index(columns, column)
		if at < 0 || at >= len(s.values) {
			return false
		}
		n, err := strconv.Atoi(strings.TrimPrefix(s.values[at], "?"))
		if err != nil {
			return false
		}
		s.key = append(s.key, n-1)
	}
	for _, column := range columns {
		if !slices.Contains(key, column) && !slices.Contains(set, column+" = excluded."+column) {
			return false
		}
	}
	return len(key)+len(set) == len(columns)
}

// statement is the statement that inserts rows whose arguments are of these types.
func (s *insertion) statement(types []byte) string {
	key := string(types) + " " + s.table + s.columns + strings.Join(s.values, ",") + s.end
	if known, ok := statements.Load(key); ok {
		return known.(string)
	}
	var arrays, names []string
	arguments := make([]string, len(types))
	for i, t := range types {
		arguments[i] = "NULL"
		if t == 'n' {
			continue
		}
		name := "a" + strconv.Itoa(i+1)
		arrays, names, arguments[i] = append(arrays, fmt.Sprintf("$%d%s[]", len(arrays)+1, cast[t])), append(names, name), "e."+name
	}
	given := make([]string, len(s.values))
	for i, v := range s.values {
		given[i] = anArgument.ReplaceAllStringFunc(v, func(a string) string {
			n, _ := strconv.Atoi(a[1:])
			return arguments[n-1]
		})
	}
	text := "INSERT INTO " + s.table + " (" + s.columns + ") SELECT " + strings.Join(given, ", ") +
		" FROM unnest(" + strings.Join(arrays, ", ") + ") AS e (" + strings.Join(names, ", ") + ")" + s.end
	statements.Store(key, text)
	return text
}

var anArgument = regexp.MustCompile(`\?\d+`)

// gathered are rows of one insertion, column by column.
type gathered struct {
	*insertion
	types   []byte  // of each argument; 'n' where it is NULL in all rows
	columns [][]any // nil stands for NULL
	n       int
	at      map[string]int // of rows that replace others, by their keys
}

// add adds a row, and reports whether it could: its arguments must be of the types that the others have.
func (g *gathered) add(types []byte, row []any) bool {
	if g.types == nil {
		g.types, g.columns = slices.Clone(types), make([][]any, len(types))
	}
	for i, t := range types {
		if t != g.types[i] && t != 'n' && g.types[i] != 'n' {
			return false
		}
	}
	at, again := g.n, false
	if g.key != nil {
		at, again = g.placeOf(row)
	}
	for i, t := range types {
		if t != 'n' {
			g.types[i] = t
		}
		if again {
			g.columns[i][at] = row[i]
		} else {
			g.columns[i] = append(g.columns[i], row[i])
		}
	}
	if !again {
		g.n++
	}
	return true
}

// placeOf is where the row with the same key stands, or where this one is to stand.
func (g *gathered) placeOf(row []any) (at int, again bool) {
	key := ""
	for _, i := range g.key {
		key += fmt.Sprintf("%v\x00", row[i])
	}
	if g.at == nil {
		g.at = map[string]int{}
	}
	if at, again = g.at[key]; !again {
		at, g.at[key] = g.n, g.n
	}
	return at, again
}

// pop takes the last row off.
func (g *gathered) pop() (types []byte, row []any) {
	g.n--
	for i, column := range g.columns {
		row = append(row, column[g.n])
		g.columns[i] = column[:g.n]
		types = append(types, g.types[i])
		if row[i] == nil {
			types[i] = 'n'
		}
	}
	clear(g.at) // what follows goes after all these
	return types, row
}

// statement inserts all rows.
func (g *gathered) statement() (sql string, args []any) {
	for i, t := range g.types {
		switch t {
		case 'i':
			args = append(args, array[int64](g.columns[i]))
		case 'f':
			args = append(args, array[float64](g.columns[i]))
		case 't':
			args = append(args, array[string](g.columns[i]))
		case 'b':
			args = append(args, g.bytes(i))
		}
	}
	return g.insertion.statement(g.types), args
}

// array is a column as the driver takes it.
func array[T any](column []any) any {
	if slices.Contains(column, nil) {
		out := make([]*T, len(column))
		for i, v := range column {
			if v != nil {
				value := v.(T)
				out[i] = &value
			}
		}
		return out
	}
	out := make([]T, len(column))
	for i, v := range column {
		out[i] = v.(T)
	}
	return out
}

func (g *gathered) bytes(at int) [][]byte {
	out := make([][]byte, g.n)
	for i, v := range g.columns[at] {
		out[i], _ = v.([]byte)
	}
	return out
}
