package api

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/store"
)

func info() *huma.Info {
	return &huma.Info{
		Title: "onrecord", Version: "1",
		Description: "Official announcements as a record: who said what, what was promised and by when, which sums and figures were given. Every fact has the exact words it was read from: start and end are byte offsets into its release's text in UTF-8, half-open. Days are YYYY-MM-DD, times RFC 3339 in UTC. Reading needs no token, unless the record is private.",
	}
}

func components() *huma.Components {
	huma.DefaultArrayNullable = false // whole fills empty lists in
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	for _, t := range []struct{ of, as reflect.Type }{
		{reflect.TypeFor[onrecord.Date](), reflect.TypeFor[day]()},
		{reflect.TypeFor[onrecord.Pair](), reflect.TypeFor[pair]()},
		{reflect.TypeFor[onrecord.OneOrMore](), reflect.TypeFor[oneOrMore]()},
	} {
		registry.RegisterTypeAlias(t.of, t.as)
	}
	return &huma.Components{Schemas: registry, SecuritySchemes: map[string]*huma.SecurityScheme{
		"token": {Type: "http", Scheme: "bearer", Description: "The secret of a token, as \"onrecord token add\" shows it once."},
	}}
}

// schemaName names a type as its room does, with the room where two use one name.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if strings.HasSuffix(t.PkgPath(), "/health") {
		return "Health" + name
	}
	return strings.TrimSuffix(name, "Row")
}

// How types that write their own JSON look.
type (
	day       struct{}
	pair      struct{}
	oneOrMore struct{}
)

func (day) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Nullable: true, Description: "A day, null for none or an open end."}
}

func (pair) Schema(huma.Registry) *huma.Schema {
	two := 2
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeInteger}, MinItems: &two, MaxItems: &two, Description: "[start, end]"}
}

func (oneOrMore) Schema(huma.Registry) *huma.Schema {
	words := &huma.Schema{Type: huma.TypeString}
	return &huma.Schema{Description: "A name, a list of several, null for none.", OneOf: []*huma.Schema{words, {Type: huma.TypeArray, Items: words}, {Type: "null"}}}
}

// choices are the values of types that have a list of them.
var choices = map[reflect.Type][]any{
	reflect.TypeFor[onrecord.FactKind]():      anys(onrecord.FactKinds),
	reflect.TypeFor[onrecord.FigureKind]():    anys(onrecord.FigureKinds),
	reflect.TypeFor[onrecord.NameKind]():      anys(onrecord.NameKinds),
	reflect.TypeFor[onrecord.ReviewState]():   anys(onrecord.ReviewStates),
	reflect.TypeFor[onrecord.StatementKind](): anys(onrecord.StatementKinds),
	reflect.TypeFor[onrecord.Declaration]():   anys(onrecord.Declarations),
	reflect.TypeFor[onrecord.Rank]():          anys(onrecord.Ranks),
	reflect.TypeFor[onrecord.Scale]():         anys(onrecord.Scales),
	reflect.TypeFor[onrecord.ListingKind]():   anys(onrecord.ListingKinds),
	reflect.TypeFor[store.Scope]():            anys(store.Scopes),
}

func anys[T ~string](values []T) (out []any) {
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

// describe completes what huma made of the types, and returns the description
// as it is served.
func describe(d *huma.OpenAPI) []byte {
	schemas := d.Components.Schemas
	for name, s := range schemas.Map() {
		if t := schemas.TypeFromRef("#/components/schemas/" + name); t != nil && t.Kind() == reflect.Struct {
			complete(s, t)
		}
	}
	for _, path := range d.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post, path.Delete} {
			if op == nil {
				continue
			}
			if len(op.Security) == 0 { // whoever reads an open record needs no token
				op.Security = []map[string][]string{{}, {"token": {}}}
			}
			for status, r := range op.Responses {
				describeLimits(status, r)
			}
		}
	}
	if e := schemas.Map()["ErrorModel"]; e != nil { // paths, not whole addresses
		e.Properties["instance"].Format, e.Properties["type"].Format = "uri-reference", "uri-reference"
		e.Properties["instance"].Examples, e.Properties["type"].Examples = nil, nil
	}
	body, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		panic(err) // a test would have found it
	}
	return append(body, '\n')
}

// describeLimits says which headers tell how often a client may still ask.
func describeLimits(status string, r *huma.Response) {
	if r.Headers == nil {
		r.Headers = map[string]*huma.Header{}
	}
	text := &huma.Schema{Type: huma.TypeString}
	if status == "429" || status == "503" {
		r.Headers["Retry-After"] = &huma.Header{Description: "After how many seconds to ask again.", Schema: &huma.Schema{Type: huma.TypeInteger}}
	}
	r.Headers["RateLimit"] = &huma.Header{Description: "How many requests are left (r), and in how many seconds there are as many as ever (t). Left out where there is no limit.", Schema: text}
}

// complete says what may be null, and which values a member may have.
// Answers may get more members; what is sent may have no others.
func complete(s *huma.Schema, t reflect.Type) {
	if t != reflect.TypeFor[v1.Saying]() && t != reflect.TypeFor[v1.Corrected]() {
		s.AdditionalProperties = nil
	}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := s.Properties[name]
		if p == nil {
			continue
		}
		omitted := strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
		ft := f.Type
		if ft.Kind() == reflect.Pointer && ft.Elem().Kind() == reflect.Struct && p.Ref != "" && !omitted {
			s.Properties[name] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}, Description: p.Description}
		}
		if ft.Kind() == reflect.Slice && p.Items != nil && choices[ft.Elem()] != nil {
			p.Items.Enum = choices[ft.Elem()]
		}
		if values := choices[ft]; values != nil {
			p.Enum = slices.Clone(values)
		}
	}
}
