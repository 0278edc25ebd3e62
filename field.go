package onrecord

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Field is one value of a fact's reading that people may correct. Its name is
// that of the record format, due_from and due_to for the two ends of due.
type Field struct {
	Name string
	// Choices are the values that there are, nil where any will do.
	Choices []string
	get     func() string
	set     func(string) error
}

// Value returns the value as text: a number in whole units, a day as
// 2025-02-14, names parted by "; ", "" for none.
func (f Field) Value() string { return f.get() }

// FieldWords is the name of the field of the fact's own words, cut from the
// release's text. A correction of it says where the fact begins and ends; the
// release's text stays as it is.
const FieldWords = "text"

// reviewable gives what a review may change of a fact.
type reviewable func() reviewed

// reviewed is one fact as a review sees it.
type reviewed struct {
	review **Review
	fields []Field
	// cut sets the fact's words; nil text where they do not stand around it.
	words func() string
	cut   func(text, words string) bool
	// settle sets what follows from the fields named.
	settle func(corrected []string) error
}

// each calls do for every fact with its id and how to review it.
func (f *Facts) each(do func(id string, at reviewable)) {
	for i := range f.Quotes {
		do(f.Quotes[i].ID, f.Quotes[i].reviewed)
	}
	for i := range f.Dates {
		do(f.Dates[i].ID, f.Dates[i].reviewed)
	}
	for i := range f.Figures {
		do(f.Figures[i].ID, f.Figures[i].reviewed)
	}
	for i := range f.Commitments {
		do(f.Commitments[i].ID, f.Commitments[i].reviewed)
	}
	for i := range f.Names {
		do(f.Names[i].ID, f.Names[i].reviewed)
	}
	for i := range f.Relations {
		do(f.Relations[i].ID, f.Relations[i].reviewed)
	}
}

func (r reviewed) correct(text string, corrections []Correction) (made []Correction, err error) {
	var corrected []string
	for _, c := range corrections {
		was, err := r.setField(text, c)
		if err != nil {
			return made, fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		if now := r.value(c.Field); now != was {
			made, corrected = append(made, Correction{Field: c.Field, Value: now, Was: was}), append(corrected, c.Field)
		}
	}
	slices.SortFunc(made, func(a, b Correction) int { return strings.Compare(a.Field, b.Field) })
	if r.settle != nil {
		if err := r.settle(corrected); err != nil {
			return made, fmt.Errorf("%w: %w", ErrInvalid, err)
		}
	}
	return made, nil
}

func (r reviewed) value(field string) string {
	if field == FieldWords {
		return r.words()
	}
	for _, f := range r.fields {
		if f.Name == field {
			return f.get()
		}
	}
	return ""
}

func (r reviewed) setField(text string, c Correction) (was string, err error) {
	was = r.value(c.Field)
	if c.Field == FieldWords {
		if c.Value == "" || !r.cut(text, c.Value) {
			return was, fmt.Errorf("the words %.100q do not stand in the release where the fact does: give them exactly as they are printed there", c.Value)
		}
		return was, nil
	}
	names := []string{FieldWords}
	for _, f := range r.fields {
		if f.Name != c.Field {
			names = append(names, f.Name)
			continue
		}
		if f.Choices != nil && !slices.Contains(f.Choices, c.Value) {
			return was, fmt.Errorf("%s is one of %s, not %.40q", f.Name, strings.Join(f.Choices, ", "), c.Value)
		}
		if err := f.set(c.Value); err != nil {
			return was, fmt.Errorf("%s: %w", f.Name, err)
		}
		return was, nil
	}
	slices.Sort(names)
	return was, fmt.Errorf("there is no field %.40q to correct; there are %s", c.Field, strings.Join(names, ", "))
}

// cut moves the head to the words, where they overlap it: of several the
// nearest to its start.
func (h *Head) cut(text, words string) bool {
	s, found := cutAround(text, words, h.Span)
	if found {
		h.Span, h.Text = s, s.Of(text)
	}
	return found
}

func (h *Head) words() string { return h.Text }

// cutAround finds words that overlap a span.
func cutAround(text, words string, s Span) (best Span, found bool) {
	from := max(0, s.Start-len(words))
	for at := from; at < s.End; {
		i := strings.Index(text[at:], words)
		if i < 0 || at+i >= s.End {
			break
		}
		at += i
		hit := Span{Start: at, End: at + len(words)}
		if hit.End > s.Start && (!found || abs(hit.Start-s.Start) < abs(best.Start-s.Start)) {
			best, found = hit, true
		}
		at++
	}
	return best, found
}

func abs(n int) int { return max(n, -n) }

func textField(name string, at *string) Field {
	return Field{Name: name, get: func() string { return *at }, set: func(s string) error { *at = s; return nil }}
}

func choiceField[S ~string](name string, at *S, choices []S) Field {
	f := Field{Name: name, get: func() string { return string(*at) }, set: func(s string) error { *at = S(s); return nil }}
	for _, c := range choices {
		f.Choices = append(f.Choices, string(c))
	}
	return f
}

func dateField(name string, at *Date) Field {
	return Field{Name: name, get: func() string { return dayOrNone(*at) }, set: func(s string) (err error) {
		if s == "" {
			*at = Date{}
			return nil
		}
		*at, err = ParseDate(s)
		return err
	}}
}

func dayOrNone(d Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func numberWords(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func parseNumber(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v-v != 0 {
		return 0, fmt.Errorf("%.40q is no number: write it in whole units, such as 13000000", s)
	}
	return v, nil
}

func numberField(name string, at *float64) Field {
	return Field{Name: name, get: func() string { return numberWords(*at) }, set: func(s string) (err error) {
		*at, err = parseNumber(s)
		return err
	}}
}

// optionalField is a number that need not be there.
func optionalField(name string, at **float64) Field {
	return Field{Name: name, get: func() string {
		if *at == nil {
			return ""
		}
		return numberWords(**at)
	}, set: func(s string) error {
		if s == "" {
			*at = nil
			return nil
		}
		v, err := parseNumber(s)
		*at = &v
		return err
	}}
}

// listField is a list of words parted by semicolons.
func listField(name string, get func() []string, set func([]string) error) Field {
	return Field{Name: name, get: func() string { return strings.Join(get(), "; ") }, set: func(s string) error {
		var list []string
		for _, part := range strings.Split(s, ";") {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
		return set(list)
	}}
}
