package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// The groups of operations, in the order of the description.
const (
	tagReleases = "Releases"
	tagFacts    = "Facts"
	tagMoney    = "Money and figures"
	tagNames    = "Names and people"
	tagChanges  = "Changes"
	tagRecord   = "The record"
	tagSay      = "Statements and tokens"
)

func tags() (out []*huma.Tag) {
	for _, t := range []struct{ name, about string }{
		{tagReleases, "What was announced, each version with its place, and the search over all of it."},
		{tagFacts, "What releases say: quotes, dates, figures, commitments, names and relations, each with its exact words and their place."},
		{tagMoney, "Every distinct sum once, and every measure with its values over time."},
		{tagNames, "Named things across releases; a person is one of the kind person, with the posts held."},
		{tagChanges, "What differs between two versions of a release that follow each other."},
		{tagRecord, "What the record holds, where it comes from, and what is missing."},
		{tagSay, "What people said of facts, names and commitments, and the tokens by which programs say it."},
	} {
		out = append(out, &huma.Tag{Name: t.name, Description: t.about})
	}
	return out
}

// operation is what the description says of one question.
type operation struct {
	id, path, tag, summary, about string
	missing                       bool // what is asked for may not be there
}

// output is an answer.
type output[O any] struct{ Body O }

// get registers a question that only reads.
func get[I, O any](a *API, o operation, ask func(context.Context, *I) (O, error)) {
	op := huma.Operation{OperationID: o.id, Method: http.MethodGet, Path: o.path, Tags: []string{o.tag}, Summary: o.summary, Description: o.about,
		Errors: []int{http.StatusUnauthorized, http.StatusRequestURITooLong, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}}
	if o.missing {
		op.Errors = append(op.Errors, http.StatusNotFound)
	}
	a.order = append(a.order, o.id)
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*output[O], error) {
		v, err := ask(ctx, in)
		if err != nil {
			return nil, a.failed(err)
		}
		return &output[O]{v}, nil
	})
	documented := a.huma.OpenAPI().Paths[o.path].Get
	whole := reflect.TypeFor[O]()
	describeFields(documented, whole)
	describeChoices(documented, reflect.TypeFor[I]())
	describeRead(documented, whole)
}

// register registers all that can be asked.
func (a *API) register() {
	a.registerReleases()
	a.registerFacts()
	a.registerMoney()
	a.registerRecord()
	a.registerStatements()
}

// describeFields says which members of an answer can be asked for.
func describeFields(op *huma.Operation, of reflect.Type) {
	if items, list := of.FieldByName("Items"); list {
		of = items.Type.Elem()
	}
	for _, p := range op.Parameters {
		if p.Name != "fields" {
			continue
		}
		for _, name := range members(of) {
			p.Schema.Items.Enum = append(p.Schema.Items.Enum, name)
		}
		p.Schema.PrecomputeMessages()
		p.Schema.Items.PrecomputeMessages()
	}
}

// describeChoices says which values a parameter may have.
func describeChoices(op *huma.Operation, asked reflect.Type) {
	for _, f := range reflect.VisibleFields(asked) {
		for _, p := range op.Parameters {
			if p.Name != f.Tag.Get("query") {
				continue
			}
			if values := choices[f.Type]; values != nil {
				p.Schema.Enum = values
				p.Schema.PrecomputeMessages()
			} else if f.Type.Kind() == reflect.Slice && choices[f.Type.Elem()] != nil {
				p.Schema.Items.Enum = choices[f.Type.Elem()]
				p.Schema.Items.PrecomputeMessages()
			}
		}
	}
}

// describeRead says what all reading answers have.
func describeRead(op *huma.Operation, of reflect.Type) {
	ok := op.Responses["200"]
	ok.Description = "What was asked for."
	ok.Headers = map[string]*huma.Header{"ETag": {Description: "Names this answer: sent back in If-None-Match it spares the body.", Schema: &huma.Schema{Type: huma.TypeString}}}
	if _, list := of.FieldByName("Items"); list {
		ok.Headers["Link"] = &huma.Header{Description: "The address of the next page (RFC 8288), where there is one.", Schema: &huma.Schema{Type: huma.TypeString}}
	}
	if slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "fields" }) {
		ok.Content[sparseType] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeObject, Description: "The same with the members that fields names.", AdditionalProperties: true}}
	}
	op.Responses["304"] = &huma.Response{Description: "The answer that If-None-Match names is still the same."}
}

// members are the names of a struct's members in JSON, in order.
func members(t reflect.Type) (out []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case f.Anonymous && name == "":
			for _, inner := range members(f.Type) {
				if !slices.Contains(out, inner) {
					out = append(out, inner)
				}
			}
		case name != "" && !slices.Contains(out, name): // not what stands in place of an embedded one
			out = append(out, name)
		}
	}
	return out
}
