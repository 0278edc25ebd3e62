package onrecord_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/onrecord/onrecord"

// layers says, for every room, what it may import beside the standard
// library: rooms further down the way by name ("fact/..." with all below it),
// and other modules. A folder
// without an entry of its own follows the nearest one above it.
var layers = map[string]struct{ rooms, modules []string }{
	"":     {},
	"text": {rooms: []string{""}},

	// Pure rooms. search and fact may use libraries that touch nothing.
	"release":         {rooms: []string{"", "text"}, modules: []string{"golang.org/x/text", "github.com/abadojack/whatlanggo"}},
	"fact":            {rooms: []string{"", "text", "fact/..."}},
	"fact/tag":        {rooms: []string{"", "text"}},
	"fact/date":       {rooms: []string{"", "text", "fact/tag"}},
	"fact/figure":     {rooms: []string{"", "text", "fact/tag"}},
	"fact/cue":        {rooms: []string{"", "text", "fact/tag"}},
	"fact/post":       {rooms: []string{"", "text", "fact/tag"}},
	"fact/name":       {rooms: []string{"", "text", "fact/tag", "fact/cue"}},
	"fact/quote":      {rooms: []string{"", "text", "fact/tag", "fact/cue", "fact/post"}},
	"fact/commitment": {rooms: []string{"", "text", "fact/tag"}},
	"fact/relation":   {rooms: []string{"", "text", "fact/tag"}},
	"change":          {rooms: []string{"", "release"}, modules: []string{"github.com/sergi/go-diff"}},
	"link":            {rooms: []string{"", "text", "fact/tag", "fact/post"}, modules: []string{"github.com/kljensen/snowball"}},
	"link/thing":      {rooms: []string{"", "text", "fact/tag", "link"}},
	"search":          {rooms: []string{"", "text"}, modules: []string{"golang.org/x/text", "github.com/kljensen/snowball"}},
	"score":           {rooms: []string{"", "link"}},

	// The rooms that touch the world.
	"reach":           {modules: []string{"code.dny.dev/ssrf"}},
	"source":          {rooms: []string{"", "text", "release/title", "source/...", "reach"}, modules: []string{"*"}},
	"source/fetch":    {rooms: []string{"", "source/robots", "reach"}},
	"source/exported": {modules: []string{"zombiezen.com/go/sqlite"}, rooms: []string{""}},
	"source/listing":  {rooms: []string{"", "source", "source/..."}},
	"store":           {rooms: []string{"", "search"}},
	"store/storetest": {rooms: []string{"", "text", "release", "change", "link", "search", "store"}, modules: []string{"*"}},
	"store/keep":      {rooms: []string{"", "text", "release", "change", "link", "search", "store", "internal/beside", "internal/dealt"}, modules: []string{"github.com/cespare/xxhash/v2", "github.com/klauspost/compress", "golang.org/x/sync"}},
	"store/sqlite":    {rooms: []string{"", "store", "store/keep"}, modules: []string{"zombiezen.com/go/sqlite"}},
	"store/postgres":  {rooms: []string{"", "store", "store/keep", "store/sqlite", "internal/dealt"}, modules: []string{"github.com/cespare/xxhash/v2", "github.com/jackc/pgx/v5", "golang.org/x/sys"}},
	"review":          {rooms: []string{"", "fact", "store"}},
	"signin":          {rooms: []string{"", "store"}, modules: []string{"golang.org/x/crypto", "golang.org/x/time"}},
	"ingest":          {rooms: []string{"", "source", "release", "fact", "link", "store"}, modules: []string{"golang.org/x/sync"}},
	"pull":            {rooms: []string{"", "source/fetch", "source/folder", "source/listing", "ingest", "store"}},
	"sample":          {rooms: []string{""}},

	"chart":  {rooms: []string{""}, modules: []string{"git.sr.ht/~sbinet/gg", "golang.org/x/image"}},
	"health": {rooms: []string{"", "store"}},
	"ledger": {rooms: []string{"", "link", "store", "internal/beside"}, modules: []string{"golang.org/x/sync"}},

	// What is shown and handed out: the store's contract, never an engine.
	"feed":            {rooms: []string{"", "change", "link", "search", "store", "ledger"}, modules: []string{"*"}},
	"feed/table":      {rooms: []string{"", "link", "search", "store", "source/exported"}, modules: []string{"github.com/parquet-go/parquet-go", "zombiezen.com/go/sqlite"}},
	"feed/webarchive": {rooms: []string{"", "search", "store", "source/warc"}},
	"api":             {rooms: []string{"", "search", "store", "feed", "ledger", "health", "review", "signin"}, modules: []string{"github.com/danielgtaylor/huma", "golang.org/x/time"}},
	"api/v1":          {rooms: []string{"", "search", "store"}},
	"client":          {rooms: []string{"", "api/v1", "feed", "health", "ledger", "store"}, modules: []string{"github.com/google/go-querystring"}},
	"api/mcp":         {rooms: []string{"", "change", "feed", "ledger", "search", "store"}, modules: []string{"github.com/modelcontextprotocol/go-sdk"}},
	"alert":           {rooms: []string{"", "change", "feed", "link", "search", "store", "reach"}, modules: []string{"github.com/wneessen/go-mail"}},
	"page":            {rooms: []string{"ledger", "internal/beside", "chart", "", "fact", "change", "link", "link/thing", "search", "store", "feed", "feed/table", "api", "api/v1", "alert", "review", "signin", "health"}, modules: []string{"*"}},

	"feed/popolo":         {rooms: []string{"", "feed/table", "search", "store"}},
	"feed/followthemoney": {rooms: []string{"", "feed/popolo", "feed/table", "search", "store"}, modules: []string{"golang.org/x/text"}},

	"cmd/onrecord":          {rooms: []string{"*"}, modules: []string{"*"}},
	"internal/publisher":    {},
	"internal/beside":       {modules: []string{"golang.org/x/sync"}},
	"internal/dealt":        {},
	"internal/hosts":        {},
	"internal/wordset":      {},
	"internal/postgrestest": {modules: []string{"github.com/jackc/pgx/v5"}},
	"work":                  {rooms: []string{""}, modules: []string{"github.com/jackc/pgx/v5", "github.com/riverqueue/river"}},
	"internal/sharedtest":   {},
	"internal/sampletest":   {rooms: []string{"", "fact", "ingest", "sample", "source/folder", "store", "store/sqlite"}},
	"internal/casetest":     {rooms: []string{"", "fact/tag"}, modules: []string{"github.com/google/go-cmp"}},
	"bench":                 {rooms: []string{"*"}, modules: []string{"*"}},
	"packaging":             {modules: []string{"*"}},
}

// touching are standard packages by which a room touches the world; the pure
// rooms import none of them.
var touching = []string{"os", "os/exec", "net", "net/http", "database/sql", "math/rand", "math/rand/v2", "syscall", "log", "log/slog"}

var pure = []string{"", "text", "release", "fact", "change", "link", "search", "score", "chart"}

// TestImportsRunDownhill reads the imports of every file that is no test and
// holds them against the table above.
func TestImportsRunDownhill(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") || d.Name() == "testdata" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		checkImports(t, filepath.ToSlash(name))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d files were read: is the test run from the root?", files)
	}
}

func checkImports(t *testing.T, file string) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	room := path.Dir(file)
	if room == "." {
		room = ""
	}
	rule, found := layers[nearest(room)]
	if !found {
		t.Errorf("%s: the folder is in no layer: give it a line in layers_test.go", file)
		return
	}
	for _, spec := range parsed.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if !allowed(room, imported, rule.rooms, rule.modules) {
			t.Errorf("%s imports %s: its room may not (see layers_test.go and docs/architecture.md)", file, imported)
		}
	}
}

// nearest returns the room's own entry or that of the nearest folder above.
func nearest(room string) string {
	for {
		if _, ok := layers[room]; ok || room == "" {
			return room
		}
		up := path.Dir(room)
		if up == "." {
			return "none"
		}
		room = up
	}
}

func allowed(room, imported string, rooms, modules []string) bool {
	if inside, ok := strings.CutPrefix(imported, module); ok {
		inside = strings.TrimPrefix(inside, "/")
		if strings.HasPrefix(inside+"/", room+"/") && room != "" || strings.HasPrefix(inside, "internal/") {
			return true
		}
		return slices.Contains(rooms, "*") || slices.ContainsFunc(rooms, func(r string) bool {
			below, all := strings.CutSuffix(r, "/...")
			return inside == below || all && strings.HasPrefix(inside, below+"/")
		})
	}
	if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") {
		return slices.Contains(modules, "*") || slices.ContainsFunc(modules, func(m string) bool {
			return imported == m || strings.HasPrefix(imported, m+"/")
		})
	}
	return !slices.Contains(pure, strings.SplitN(room, "/", 2)[0]) || !slices.Contains(touching, imported)
}

// TestLayersCatch shows that the rules above refuse what they should.
func TestLayersCatch(t *testing.T) {
	for _, c := range []struct {
		room, imported string
		want           bool
	}{
		{"page", module + "/store", true},
		{"page", module + "/store/sqlite", false},
		{"text", module + "/fact", false},
		{"fact/date", module + "/fact/name", false},
		{"fact", module + "/fact/name", true},
		{"fact/name", module + "/fact/cue", true},
		{"fact/figure", module + "/fact/cue", false},
		{"release", "net/http", false},
		{"link", "os", false},
		{"search", "github.com/kljensen/snowball/english", true},
		{"text", "golang.org/x/net/html", false},
		{"", "strings", true},
	} {
		rule := layers[nearest(c.room)]
		if got := allowed(c.room, c.imported, rule.rooms, rule.modules); got != c.want {
			t.Errorf("%q importing %s: allowed %v, want %v", c.room, c.imported, got, c.want)
		}
	}
}
