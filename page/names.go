package page

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

type namesData struct {
	Path, Title, About string
	People             bool
	Values             map[string]string
	Kinds              []onrecord.NameKind
	Names              []store.Named
	Total              int
	Problems           []string
	Next, First        string
}

func (p *site) people(r *http.Request) (view, error) {
	d := &namesData{Path: "/people", Title: "People", People: true, About: "People whom releases name, with the posts they were seen to hold. Two people of one name are not told apart unless the releases do."}
	return p.listNames(r, d, onrecord.NamePerson)
}

func (p *site) names(r *http.Request) (view, error) {
	d := &namesData{Path: "/names", Title: "Names", About: "Schemes, laws, bodies, posts and other named things, with the releases that name them."}
	for _, k := range onrecord.NameKinds {
		if k != onrecord.NamePerson {
			d.Kinds = append(d.Kinds, k)
		}
	}
	return p.listNames(r, d, "")
}

func (p *site) listNames(r *http.Request, d *namesData, kind onrecord.NameKind) (view, error) {
	a := ask(r)
	choices := []string{""}
	for _, k := range d.Kinds {
		choices = append(choices, string(k))
	}
	request := store.NameRequest{Kind: kind, Text: a.text("words"), Cursor: a.cursor(), Limit: 50}
	if !d.People {
		request.Kind = onrecord.NameKind(a.choice("kind", choices...))
	}
	d.Values = map[string]string{"words": a.text("words"), "kind": string(request.Kind)}
	v := view{Template: "names", Title: d.Title, About: d.About, Data: d}
	if !a.sane() {
		d.Problems, v.Status = a.problems, http.StatusBadRequest
		return v, nil
	}
	page, err := p.store.Names(r.Context(), request)
	if err != nil {
		return view{}, err
	}
	d.Names, d.Total = page.Names, page.Total
	if page.Next != "" {
		d.Next = address(d.Path, a.values, "cursor", page.Next)
	}
	if request.Cursor != "" {
		d.First = address(d.Path, a.values, "cursor", "")
	}
	for _, n := range d.Names { // the post printed most often first, the latest first among those as frequent
		slices.Reverse(n.Posts)
		slices.SortStableFunc(n.Posts, func(a, b store.Post) int { return cmp.Compare(b.Releases, a.Releases) })
	}
	return v, nil
}

type nameData struct {
	store.Named
	Drawn     *drawing // the posts of a person
	Map       *neighbourMap
	Sections  []nameSection
	Relations []row
	Permalink string
	Follow    followLinks
}

// Newest are the releases that name them which are shown at once, newest first, and Rest the others.
func (d *nameData) Newest() []onrecord.Release { return newestOf(d.Mentions) }
func (d *nameData) Rest() []onrecord.Release   { return restOf(d.Mentions) }

// nameSection is what the record holds of one kind about a named thing.
type nameSection struct {
	Title string
	Rows  []row
	Total int
	More  string // the address of them all
	Of    string // what that address lists, where it is more than these
}

func (p *site) person(r *http.Request) (view, error) {
	n, err := p.store.Name(r.Context(), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	if to := nameAddress(n.Kind, n.ID); to != r.URL.Path {
		return view{Redirect: to}, nil
	}
	d := &nameData{Named: n, Relations: p.rows(n.Relations), Permalink: p.base(r) + "/people/" + n.ID, Follow: p.followLinks("/people/"+n.ID+".atom", onrecord.TopicName, n.ID)}
	if err := p.price(r, d.Relations); err != nil {
		return view{}, err
	}
	words, err := p.store.Facts(r.Context(), store.FactRequest{Kind: onrecord.KindQuote, Person: n.ID, Limit: maxSaid})
	if err != nil {
		return view{}, err
	}
	if words.Total > 0 {
		d.Sections = []nameSection{{Title: "In their words", Rows: p.rows(words.Facts), Total: words.Total, More: address("/quotes", nil, "person", n.ID)}}
	}
	d.Drawn = p.writing.postsOf(n.ID, n.Text, n.Posts)
	if d.Map, err = p.personMap(r, n); err != nil {
		return view{}, err
	}
	ofPosts, ofMap := d.Drawn.at(p.base(r)), d.Map.at(p.base(r))
	return view{Template: "person", Title: n.Text, About: n.Text + " in official announcements: posts, words and mentions.", Data: d, Address: d.Permalink, Linked: linkedPerson(&n, d.Permalink), Image: cmp.Or(ofPosts, ofMap), Feed: d.Follow.Feed}, nil
}

// nameAddress is where a named thing's page stands: the ids of all its names
// lead to that of its head.
func nameAddress(kind onrecord.NameKind, id string) string {
	if kind == onrecord.NamePerson {
		return "/people/" + id
	}
	return "/names/" + id
}

// maxSaid is how many quotes a person's page shows.
const maxSaid = 10

// maxNameRows is how many facts of a kind a named thing's page shows.
const maxNameRows = 5

const otherFigures = "Other figures"

// nameKinds are what a named thing's page shows of the blocks that name it.
var nameKinds = []struct {
	title, path string
	request     store.FactRequest
}{
	{"Commitments", "/commitments", store.FactRequest{Kind: onrecord.KindCommitment}},
	{"Money", "/money", store.FactRequest{Kind: onrecord.KindFigure, FigureKind: onrecord.FigureMoney}},
	{otherFigures, "/figures", store.FactRequest{Kind: onrecord.KindFigure}},
	{"Quotes", "/quotes", store.FactRequest{Kind: onrecord.KindQuote}},
}
