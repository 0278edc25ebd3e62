package webpage

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// object is a JSON-LD node.
type object map[string]any

// maxJSONLD is how many bytes of structured data are read from one element: a
// page's own description takes a few thousand.
const maxJSONLD = 1 << 20

// articles returns the page's JSON-LD nodes that describe a text, in order.
func articles(root *html.Node) []object {
	var out []object
	for n := range root.Descendants() {
		if n.DataAtom != atom.Script || !strings.HasPrefix(strings.ToLower(attr(n, "type")), "application/ld+json") || n.FirstChild == nil || len(n.FirstChild.Data) > maxJSONLD {
			continue
		}
		data := strings.TrimSpace(n.FirstChild.Data)
		data = strings.TrimPrefix(strings.TrimPrefix(data, "//"), "<![CDATA[")
		data = strings.TrimSuffix(strings.TrimSuffix(data, "]]>"), "//")
		var v any
		if json.Unmarshal([]byte(data), &v) == nil {
			out = collect(out, v, 0)
		}
	}
	return out
}

// collect walks arrays, graphs and main entities.
func collect(out []object, v any, depth int) []object {
	if depth > 6 {
		return out
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = collect(out, e, depth+1)
		}
	case map[string]any:
		if o := object(v); o.isText() {
			out = append(out, o)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			out = collect(out, v[key], depth+1)
		}
	}
	return out
}

// isText reports whether the type is schema.org's Article or one under it.
func (o object) isText() bool {
	for _, kind := range o.words("@type") {
		kind = kind[strings.LastIndexAny(kind, "/:")+1:]
		if strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") || kind == "Report" || kind == "SpecialAnnouncement" {
			return true
		}
	}
	return false
}

// words returns a property's strings, be it one or a list.
func (o object) words(key string) []string {
	switch v := o[key].(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

func (o object) word(key string) string {
	for _, s := range o.words(key) {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// organisations returns the names of the organisations under a property.
func (o object) organisations(key string) []string {
	var out []string
	list, ok := o[key].([]any)
	if !ok {
		list = []any{o[key]}
	}
	for _, e := range list {
		m, ok := e.(map[string]any)
		if !ok {
			continue
		}
		if kind := object(m).word("@type"); strings.HasSuffix(kind, "Organization") || strings.HasSuffix(kind, "GovernmentOffice") {
			if name := object(m).word("name"); name != "" {
				out = append(out, name)
			}
		}
	}
	return out
}
