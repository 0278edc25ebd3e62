package score

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// WhoMarks are what a careful reader marked of who is who across releases.
type WhoMarks struct {
	People []MarkedPerson
	// One are things with several names; Apart are pairs of names that look
	// alike and are not the same.
	One, Apart []MarkedNames
}

// MarkedPerson is a person with the posts that releases give.
type MarkedPerson struct {
	Name  string
	Posts []MarkedPost
}

// MarkedPost is a post under each form in which it is printed. First and Last
// are the first and last day of issue on which it is said to be held then;
// where it is not, Past says that it was held before, or will be later.
type MarkedPost struct {
	Forms       []string
	First, Last onrecord.Date
	Past        bool
}

// MarkedNames are names of one kind.
type MarkedNames struct {
	Kind  onrecord.NameKind
	Forms []string
}

// ParseWho reads marks in the notation of the sample's who.gold:
//
//	person Marianne Teal
//	  post Housing Secretary / Secretary of State for Housing | 2024-09-17 2025-12-11
//	  post Chief Executive of Open Door | past        or "to come"
//	one scheme Back in Use Grant / Empty Homes Grant
//	apart scheme Sound Homes Fund / Sound Schools Fund
//
// "#" begins a comment. The error wraps onrecord.ErrInvalid and names the line.
func ParseWho(name, data string) (m WhoMarks, err error) {
	for i, line := range strings.Split(data, "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := m.line(line); err != nil {
			return WhoMarks{}, fmt.Errorf("%w: %s, line %d: %w", onrecord.ErrInvalid, name, i+1, err)
		}
	}
	return m, nil
}

func (m *WhoMarks) line(line string) error {
	what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch {
	case what == "post" && len(m.People) > 0 && strings.HasPrefix(line, " "):
		p, err := parsePost(rest)
		last := &m.People[len(m.People)-1]
		last.Posts = append(last.Posts, p)
		return err
	case what == "person" && rest != "":
		m.People = append(m.People, MarkedPerson{Name: rest})
		return nil
	case what == "one" || what == "apart":
		kind, list, _ := strings.Cut(rest, " ")
		names := MarkedNames{Kind: onrecord.NameKind(kind), Forms: strings.Split(list, " / ")}
		if len(names.Forms) < 2 {
			return fmt.Errorf("%q names fewer than two forms", line)
		}
		if what == "one" {
			m.One = append(m.One, names)
		} else {
			m.Apart = append(m.Apart, names)
		}
		return nil
	}
	return fmt.Errorf("%q is no mark of who is who", line)
}

func parsePost(s string) (p MarkedPost, err error) {
	forms, when, _ := strings.Cut(s, " | ")
	p.Forms = strings.Split(forms, " / ")
	if when == "past" || when == "to come" {
		p.Past = true
		return p, nil
	}
	first, last, _ := strings.Cut(when, " ")
	if p.First, err = onrecord.ParseDate(first); err == nil {
		p.Last, err = onrecord.ParseDate(last)
	}
	return p, err
}

// FoundThing is what a record says of a name: which thing it names and, of a
// person, the posts. ID is "" where the record does not have the name.
type FoundThing struct {
	ID    string
	Posts []MarkedPost
}

// MeasureWho holds a record against the marks; find looks a name up. Of posts,
// one is found where the record prints it in one of its forms, and the part
// "seen" counts those with the right days; a post that the record gives twice
// is wrong the second time. Of names, each further name of a thing is found
// where it leads to the thing, and two that are apart and lead to one are
// wrong.
func MeasureWho(m WhoMarks, find func(kind onrecord.NameKind, form string) FoundThing) []Tally {
	posts, names := &Tally{Kind: "posts"}, &Tally{Kind: "names"}
	for _, person := range m.People {
		posts.held(person, find(onrecord.NamePerson, person.Name).Posts)
	}
	for _, one := range m.One {
		names.one(one, find)
	}
	for _, two := range m.Apart {
		if a, b := find(two.Kind, two.Forms[0]).ID, find(two.Kind, two.Forms[1]).ID; a == b && a != "" {
			names.Wrong++
			names.Errors = append(names.Errors, fmt.Sprintf("+ %s %s and %s are one", two.Kind, two.Forms[0], two.Forms[1]))
		}
	}
	return []Tally{*posts, *names}
}

func (t *Tally) one(one MarkedNames, find func(onrecord.NameKind, string) FoundThing) {
	first := find(one.Kind, one.Forms[0]).ID
	for _, form := range one.Forms[1:] {
		if first != "" && find(one.Kind, form).ID == first {
			t.Right++
			continue
		}
		t.Missed++
		t.Errors = append(t.Errors, fmt.Sprintf("- %s %s is %s", one.Kind, form, one.Forms[0]))
	}
}

func (t *Tally) held(person MarkedPerson, found []MarkedPost) {
	used := make([]bool, len(found))
	for _, gold := range person.Posts {
		i := slices.IndexFunc(found, func(f MarkedPost) bool { return f.Past == gold.Past && shareForm(f.Forms, gold.Forms) })
		if i < 0 {
			t.Missed++
			t.Errors = append(t.Errors, fmt.Sprintf("- %s: %s", person.Name, gold.Forms[0]))
			continue
		}
		used[i] = true
		t.Right++
		if gold.Past {
			continue
		}
		seen := found[i].First == gold.First && found[i].Last == gold.Last
		t.part("seen", seen)
		if !seen {
			t.Errors = append(t.Errors, fmt.Sprintf("~ %s: %s from %s to %s, not from %s to %s", person.Name, gold.Forms[0], gold.First, gold.Last, found[i].First, found[i].Last))
		}
	}
	for i, f := range found {
		if !used[i] {
			t.Wrong++
			t.Errors = append(t.Errors, fmt.Sprintf("+ %s: %s", person.Name, strings.Join(f.Forms, " / ")))
		}
	}
}

func shareForm(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return strings.EqualFold(squash(x), squash(y)) })
	})
}
