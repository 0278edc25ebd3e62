package api

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Guide is the description of the API for people.
type Guide struct {
	About string
	Parts []GuidePart
	Kinds []GuideSchema // of what is answered, by name
	// PerMinute is how many requests one client may make a minute, 0 for any number.
	PerMinute int
}

// GuidePart is a group of questions.
type GuidePart struct {
	Name, Key, About string
	Operations       []GuideOperation
}

// GuideOperation is one question.
type GuideOperation struct {
	ID, Method, Path, Summary, About string
	Try                              string // an address that answers it, or ""
	Token                            string // the scope that it needs, or ""
	Parameters                       []GuideParameter
	Sends, Answers                   GuideType
}

// GuideParameter is a parameter, or a member of what is answered.
type GuideParameter struct {
	Name, Where, About string
	Type               GuideType
	Required           bool
}

// GuideType is a type in words; Of names the kind that it is made of, or is "".
type GuideType struct {
	Before, Of, After string
	Choices           []string
	Default           string
}

// GuideSchema is a kind of object.
type GuideSchema struct {
	Name    string
	Members []GuideParameter
}

// Guide returns the description of the API for people.
func (a *API) Guide() Guide {
	d := a.huma.OpenAPI()
	g := Guide{About: d.Info.Description, PerMinute: max(0, a.options.PerMinute)}
	for _, t := range d.Tags {
		part := GuidePart{Name: t.Name, Key: strings.ToLower(strings.ReplaceAll(t.Name, " ", "-")), About: t.Description}
		for path, item := range d.Paths {
			for _, op := range []*huma.Operation{item.Get, item.Post, item.Delete} {
				if op != nil && slices.Contains(op.Tags, t.Name) {
					part.Operations = append(part.Operations, guideOf(path, op))
				}
			}
		}
		slices.SortFunc(part.Operations, func(x, y GuideOperation) int {
			return cmp.Compare(slices.Index(a.order, x.ID), slices.Index(a.order, y.ID))
		})
		g.Parts = append(g.Parts, part)
	}
	for name, s := range d.Components.Schemas.Map() {
		if strings.HasPrefix(name, "List") || strings.HasPrefix(name, "Error") {
			continue
		}
		g.Kinds = append(g.Kinds, GuideSchema{name, membersOf(s)})
	}
	slices.SortFunc(g.Kinds, func(x, y GuideSchema) int { return strings.Compare(x.Name, y.Name) })
	return g
}

// told are parameters that the guide tells of once, for all questions.
var told = []string{"fields", "limit", "cursor"}

func guideOf(path string, op *huma.Operation) GuideOperation {
	o := GuideOperation{ID: op.OperationID, Method: op.Method, Path: path, Summary: op.Summary, About: op.Description}
	required := ""
	for _, p := range op.Parameters {
		if slices.Contains(told, p.Name) {
			continue
		}
		o.Parameters = append(o.Parameters, GuideParameter{Name: p.Name, Where: p.In, About: p.Schema.Description, Type: typeWords(p.Schema), Required: p.Required})
		if p.In == "query" && p.Required {
			required += "&" + p.Name + "=" + fmt.Sprint(append(p.Schema.Enum, "")[0])
		}
	}
	if op.Method == "GET" && !strings.Contains(path, "{") {
		o.Try = strings.Replace(Prefix+path+required, "&", "?", 1)
	}
	for _, needs := range op.Security {
		if scopes := needs["token"]; len(scopes) > 0 {
			o.Token, o.Try = scopes[0], ""
		}
	}
	if op.RequestBody != nil {
		o.Sends = typeWords(op.RequestBody.Content["application/json"].Schema)
	}
	for _, status := range []string{"200", "201"} {
		if r := op.Responses[status]; r != nil {
			for _, kind := range []string{"application/json", "application/ld+json"} {
				if c := r.Content[kind]; c != nil {
					o.Answers = typeWords(c.Schema)
				}
			}
		}
	}
	return o
}

// membersOf lists an object's members, those that are always there first.
func membersOf(s *huma.Schema) (out []GuideParameter) {
	for name, p := range s.Properties {
		out = append(out, GuideParameter{Name: name, About: p.Description, Type: typeWords(p), Required: slices.Contains(s.Required, name)})
	}
	slices.SortFunc(out, func(x, y GuideParameter) int {
		if x.Required != y.Required {
			return map[bool]int{true: -1, false: 1}[x.Required]
		}
		return strings.Compare(x.Name, y.Name)
	})
	return out
}

// typeWords says what a schema takes.
func typeWords(s *huma.Schema) (t GuideType) {
	if s == nil {
		return t
	}
	if s.Default != nil {
		t.Default = fmt.Sprint(s.Default)
	}
	for _, v := range s.Enum {
		t.Choices = append(t.Choices, fmt.Sprint(v))
	}
	switch {
	case strings.HasPrefix(s.Ref, "#/components/schemas/List"):
		t.Before, t.Of = "a page of a list of ", strings.TrimPrefix(s.Ref, "#/components/schemas/List")
	case s.Ref != "":
		t.Of = strings.TrimPrefix(s.Ref, "#/components/schemas/")
	case len(s.AnyOf) > 0:
		t = typeWords(s.AnyOf[0])
		t.After += " or null"
	case s.Type == huma.TypeArray:
		items := typeWords(s.Items)
		t.Before, t.Of, t.After, t.Choices = "list of "+items.Before, items.Of, items.After, items.Choices
	case len(s.OneOf) > 0:
		t.Before = "text or list of text, or null"
	case s.Format == "date":
		t.Before = "day"
	case s.Format == "date-time":
		t.Before = "time"
	case s.Type == huma.TypeString:
		t.Before = "text"
	case s.Type == huma.TypeBoolean:
		t.Before = "true or false"
	case s.Type == huma.TypeInteger, s.Type == huma.TypeNumber:
		t.Before = "number"
	case s.Type == huma.TypeObject:
		t.Before = "object"
	default:
		t.Before = "any"
	}
	if s.Nullable {
		t.After += " or null"
	}
	return t
}
