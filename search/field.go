package search

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// fieldNames are all fields, in the order in which hints list them.
var fieldNames = []string{"issuer", "speaker", "tag", "title", "kind", "review", "issued", "due", "money"}

// otherNames are words that people try for a field, for hints.
var otherNames = map[string]string{
	"department": "issuer", "dept": "issuer", "publisher": "issuer", "body": "issuer", "by": "issuer", "issued-by": "issuer", "issued_by": "issuer", "issued-on": "issued", "issued_on": "issued", "organisation": "issuer", "organization": "issuer",
	"said": "speaker", "says": "speaker", "person": "speaker", "minister": "speaker", "author": "speaker", "quote": "speaker",
	"topic": "tag", "subject": "tag", "label": "tag", "headline": "title", "intitle": "title", "name": "title",
	"type": "kind", "has": "kind", "fact": "kind",
	"state": "review", "status": "review", "reviewed": "review",
	"date": "issued", "published": "issued", "year": "issued", "on": "issued", "after": "issued", "before": "issued", "since": "issued", "until": "issued",
	"deadline": "due", "amount": "money", "sum": "money", "cost": "money", "funding": "money",
}

func fieldNamed(name string) string {
	name = strings.ToLower(name)
	if slices.Contains(fieldNames, name) {
		return name
	}
	return ""
}

// splitField cuts "name:rest" where name begins with a letter and holds
// letters, hyphens and underscores only.
func splitField(unit string) (name, rest string, ok bool) {
	name, rest, ok = strings.Cut(unit, ":")
	if !ok || name == "" {
		return "", "", false
	}
	for i := 0; i < len(name); i++ {
		c := name[i] | 0x20
		if (c < 'a' || c > 'z') && (i == 0 || name[i] != '-' && name[i] != '_') {
			return "", "", false
		}
	}
	return name, rest, true
}

// fieldOrWords reads a unit of the form name:rest.
func (p *parser) fieldOrWords(name, rest, unit string) (Node, *Error) {
	at := p.pos
	p.pos += len(unit)
	next := p.rune()
	opens := p.pos < len(p.s) && (next == '(' || isQuote(next))
	field := fieldNamed(name)
	switch {
	case field == "" && (strings.HasPrefix(rest, "//") || len(name) == 1 || rest == "" && !opens):
		return p.leaf(at)(p.words(unit, at, false))
	case field == "":
		return nil, unknownField(name, at)
	case isComparison(rest) && opens && isQuote(next):
		inner, innerAt, err := p.quotes()
		if err != nil {
			return nil, err
		}
		return p.leaf(at)(p.value(field, rest, inner, innerAt))
	case rest != "":
		return p.leaf(at)(p.value(field, "", rest, p.pos-len(rest)))
	case opens && next == '(':
		p.field = field
		defer func() { p.field = "" }()
		return p.group()
	case opens:
		inner, innerAt, err := p.quotes()
		if err != nil {
			return nil, err
		}
		return p.leaf(at)(p.value(field, "", inner, innerAt))
	}
	return nil, fault(at, len(unit), fmt.Sprintf("Write it against the colon: %s:%s.", field, examples[field]), "%s: has no value", field)
}

// examples are values to show in hints.
var examples = map[string]string{
	"issuer": "harbour", "speaker": `"Ada Marlow"`, "tag": "fisheries", "title": "harbour",
	"kind": "commitment", "review": "corrected", "issued": "2025-02", "due": "<2025-09", "money": ">1m",
}

func unknownField(name string, at int) *Error {
	lower := strings.ToLower(name)
	meant := otherNames[lower]
	if meant == "" {
		meant = Nearest(lower, fieldNames)
	}
	hint := `The fields are ` + strings.Join(fieldNames, ":, ") + `:. To look for the words, write them in quotation marks.`
	if meant != "" {
		hint = fmt.Sprintf("Did you mean %q?", meant+":")
	}
	return fault(at, len(name)+1, hint, "there is no field %s", quoted(name+":"))
}

// value makes a node of a field's value. comparison was read before the
// quotation marks the value stood in, or is "".
func (p *parser) value(field, comparison, s string, at int) (Node, *Error) {
	switch field {
	case "issued", "due":
		from, to, err := days(comparison, s, at)
		if err != nil {
			return nil, err
		}
		if field == "due" {
			return Due{from, to}, nil
		}
		return Issued{from, to}, nil
	case "money":
		return sums(comparison, s, at)
	}
	if comparison != "" {
		return nil, fault(at, len(s), "", "%s: holds words, which can not be compared", field)
	}
	switch field {
	case "kind":
		return kindNamed(s, at)
	case "review":
		return reviewNamed(s, at)
	}
	return p.fieldWords(FieldName(field), s, at)
}

func (p *parser) fieldWords(name FieldName, s string, at int) (Node, *Error) {
	if s[0] == '-' && len(s) > 1 {
		return nil, fault(at, 1, fmt.Sprintf("Write it before the field: -%s:%s.", name, bareOrQuoted(s[1:])), "a minus sign stands in the value")
	}
	value, prefix := strings.CutSuffix(s, "*")
	if star := strings.IndexByte(value, '*'); star >= 0 {
		return nil, fault(at+star, 1, "It stands for any ending: "+string(name)+":harb*.", "a star can only end a word")
	}
	f := fieldOf(&p.analyze, name, strings.TrimRightFunc(value, isSpace), prefix)
	if len(f.Words) == 0 {
		return nil, fault(at, len(s), "", "there is no word in the value of %s:", name)
	}
	if prefix {
		if err := shortPrefix(f.Words[len(f.Words)-1], at, len(s)); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// FieldOf returns the node that field:"value" stands for. It takes any value
// that a release may hold: quotation marks and stars in it are passed over.
// The error wraps onrecord.ErrInvalid: the field is none that holds words, or
// the value has none.
func FieldOf(name FieldName, value string) (Field, error) {
	switch name {
	case FieldIssuer, FieldSpeaker, FieldTag, FieldTitle:
	default:
		return Field{}, fmt.Errorf("%w: %q is not a field that holds words", onrecord.ErrInvalid, name)
	}
	value = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(value, " "), func(r rune) bool {
		return r == '*' || isQuote(r) || isSpace(r)
	}), " ")
	f := fieldOf(new(Analyzer), name, strings.TrimLeft(value, "- "), false)
	if len(f.Words) == 0 {
		return Field{}, fmt.Errorf("%w: there is no word in %q", onrecord.ErrInvalid, value)
	}
	return f, nil
}

// ValueOf returns the node that matches releases with exactly this value of the field, which is one of
// whole values: issuer, speaker or tag. The error wraps onrecord.ErrInvalid.
func ValueOf(name FieldName, value string) (Field, error) {
	switch name {
	case FieldIssuer, FieldSpeaker, FieldTag:
	default:
		return Field{}, fmt.Errorf("%w: %q is not a field of whole values", onrecord.ErrInvalid, name)
	}
	f := fieldOf(new(Analyzer), name, value, false)
	f.Exact = true
	return f, nil
}

func fieldOf(a *Analyzer, name FieldName, value string, prefix bool) Field {
	terms := a.Append(nil, value)
	f := Field{Name: name, Text: value, Words: make([]string, len(terms)), Prefix: prefix}
	for i, t := range terms {
		f.Words[i] = t.Folded
		if name == FieldTitle && !(prefix && i == len(terms)-1) {
			f.Words[i] = t.Text
		}
	}
	return f
}

// kinds are the names that kind: knows, from every spelling to the one in
// Kind.
var kinds, kindNames = allKinds()

func allKinds() (spellings map[string]string, names []string) {
	for _, k := range onrecord.FactKinds {
		names = append(names, string(k))
	}
	for _, k := range [...]onrecord.FigureKind{onrecord.FigureMoney, onrecord.FigureCount, onrecord.FigurePercent, onrecord.FigureDuration,
		onrecord.FigureMass, onrecord.FigureLength, onrecord.FigureArea, onrecord.FigureVolume, onrecord.FigureEnergy, onrecord.FigurePower,
		onrecord.FigureTemperature, onrecord.FigureSpeed, onrecord.FigureData, onrecord.FigureRatio} {
		names = append(names, string(k))
	}
	for _, k := range onrecord.NameKinds {
		names = append(names, string(k))
	}
	spellings = map[string]string{"people": "person", "percentage": "percent", "percentages": "percent"}
	for _, n := range names {
		spellings[n] = n
		spellings[plural(n)] = n
	}
	return spellings, names
}

func plural(noun string) string {
	switch {
	case strings.HasSuffix(noun, "y"):
		return strings.TrimSuffix(noun, "y") + "ies"
	case strings.HasSuffix(noun, "s"):
		return noun + "es"
	}
	return noun + "s"
}

func kindNamed(s string, at int) (Node, *Error) {
	lower := strings.ToLower(s)
	if name, ok := kinds[lower]; ok {
		return Kind{name}, nil
	}
	hint := "The kinds are " + strings.Join(kindNames, ", ") + "."
	if meant := Nearest(lower, kindNames); meant != "" {
		hint = fmt.Sprintf("Did you mean %q?", "kind:"+meant)
	}
	return nil, fault(at, len(s), hint, "there is no kind %s", quoted(s))
}

func reviewNamed(s string, at int) (Node, *Error) {
	state := onrecord.ReviewState(strings.ToLower(s))
	if slices.Contains(onrecord.ReviewStates, state) {
		return Review{state}, nil
	}
	names := make([]string, len(onrecord.ReviewStates))
	for i, known := range onrecord.ReviewStates {
		names[i] = string(known)
	}
	hint := "The states of review are " + strings.Join(names, ", ") + "."
	if meant := Nearest(string(state), names); meant != "" {
		hint = fmt.Sprintf("Did you mean %q?", "review:"+meant)
	}
	return nil, fault(at, len(s), hint, "there is no state of review %s", quoted(s))
}
