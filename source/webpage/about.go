package webpage

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/day"
	blocks "github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/issuer"
)

// about is what a page says of itself.
type about struct {
	title    string
	site     string // the site's name, as declared or behind the title
	issuers  []string
	on       onrecord.Date
	inUTC    bool // on was read from a time in UTC
	updated  time.Time
	url      string
	language string
	tags     []string
}

// metas are the page's <meta> values by lower-case name, in order.
type metas map[string][]string

func (m metas) get(names ...string) string {
	for _, name := range names {
		for _, v := range m[name] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

// describe reads what the page says of itself.
func describe(p *page) about {
	m, links := metas{}, map[string]string{}
	title := ""
	var a about
	for n := range p.root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			a.language = language(attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Meta:
			name := strings.ToLower(attr(n, "property"))
			if name == "" {
				name = strings.ToLower(attr(n, "name"))
			}
			if name != "" {
				m[name] = append(m[name], blocks.Text(attr(n, "content")))
			}
		case atom.Link:
			if hasToken(n, "rel", "canonical") {
				links["canonical"] = attr(n, "href")
			}
		case atom.Title:
			if title == "" && n.Namespace == "" {
				title = rawText(n)
			}
		}
	}
	var article object
	if found := articles(p.root); len(found) == 1 {
		article = found[0]
	}
	a.url = p.canonical(links["canonical"], m.get("og:url"), article.word("url"))
	a.language = language(a.language, m.get("dc.language", "dcterms.language", "og:locale"))
	a.on, a.inUTC = declaredDay(article, m, day.ZoneOf(a.url))
	a.updated = declaredUpdate(article, m)
	a.tags = tags(article, m)
	a.site = once(m.get("og:site_name", "application-name"))
	a.title, a.site = headline(p, article, m, title, a.site)
	a.issuers = issuers(article, m, a.site)
	return a
}

// once returns a name that is said twice over a dash ("A - A") once.
func once(name string) string {
	if a, b, parted := strings.Cut(name, " - "); parted && strings.EqualFold(a, b) {
		return a
	}
	return name
}

// canonical returns the page's own address: as it declares it, else where it
// was fetched from.
func (p *page) canonical(declared ...string) string {
	for _, d := range declared {
		if u := p.resolve(d); u != "" {
			return u
		}
	}
	if p.at != nil {
		return p.at.String()
	}
	return ""
}

// language returns the first value as a BCP 47 tag; Open Graph writes "en_GB".
func language(values ...string) string {
	for _, v := range values {
		v = strings.ReplaceAll(strings.TrimSpace(v), "_", "-")
		if v != "" && len(v) <= 35 && strings.Trim(strings.ToLower(v), "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
			return v
		}
	}
	return ""
}

// issuers returns who issued the page: organisations named as authors, then
// publishers, then the site, where its name is that of a body.
func issuers(article object, m metas, site string) []string {
	for _, names := range [][]string{
		article.organisations("author"), article.organisations("sourceOrganization"),
		bodies(m["dcterms.creator"]), bodies(m["dc.creator"]), bodies(m["author"]),
		article.organisations("publisher"), bodies(m["dcterms.publisher"]), bodies(m["dc.publisher"]), bodies([]string{site}),
	} {
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// bodies returns the names that are those of public bodies.
func bodies(names []string) []string {
	var out []string
	for _, name := range names {
		for _, body := range issuer.Bodies(name) {
			if issuer.IsBody(body) {
				out = append(out, body)
			}
		}
	}
	return out
}

// maxTags bounds what is taken of a page's keywords.
const maxTags = 50

// tags returns the subjects that the page declares, each once.
func tags(article object, m metas) []string {
	var list []string
	list = append(list, m["article:tag"]...)
	list = append(list, article.words("keywords")...)
	list = append(list, m["dcterms.subject"]...)
	list = append(list, m["dc.subject"]...)
	list = append(list, m["keywords"]...)
	var out []string
	seen := map[string]bool{}
	for _, entry := range list {
		for _, tag := range strings.FieldsFunc(entry, func(r rune) bool { return r == ',' || r == ';' }) {
			tag = strings.TrimSpace(tag)
			if key := strings.ToLower(tag); tag != "" && len(tag) <= 100 && !seen[key] && len(out) < maxTags {
				seen[key] = true
				out = append(out, tag)
			}
		}
	}
	return out
}

// longestTitle is the number of bytes beyond which a title is none.
const longestTitle = 20_000

// headline returns the release's title and the site's name. The declared
// title without the site's name is best; where a heading of the page says the
// same in full, the heading is what was issued.
func headline(p *page, article object, m metas, title, site string) (string, string) {
	declared := blocks.Text(article.word("headline"))
	if declared == "" || len(declared) > longestTitle {
		declared = m.get("og:title", "dcterms.title", "dc.title", "twitter:title")
	}
	trimmed, tail := cutSite(title, site)
	if site == "" {
		site = tail
	}
	if declared == "" || len(declared) > longestTitle {
		declared = trimmed
	} else {
		declared, _ = cutSite(declared, site)
	}
	if h := pageHeading(p.root, declared, title); h != "" {
		return h, site
	}
	return declared, site
}

// pageHeading returns the heading that agrees with the declared title, else
// the only h1 of the page where nothing is declared, else "".
func pageHeading(root *html.Node, declared, title string) string {
	var h1 []string
	for n := range root.Descendants() {
		level := headingLevel(n)
		if level == 0 || level > 2 || aside(n) {
			continue
		}
		text := textOf(n)
		if text == "" {
			continue
		}
		if agrees(text, declared) || level == 1 && len(text) > 15 && strings.HasPrefix(strings.ToLower(title), strings.ToLower(text)) {
			return text
		}
		if level == 1 && declared != "" && strings.HasPrefix(plain(text), plain(declared)+" ") {
			return text // the title was cut short for the browser's bar
		}
		if level == 1 {
			h1 = append(h1, text)
		}
	}
	if declared == "" && len(h1) > 0 {
		return h1[0]
	}
	return ""
}

// agrees reports whether two titles are the same, or one is the other cut
// short with an ellipsis.
func agrees(a, b string) bool {
	if len(a) > longestTitle || len(b) > longestTitle {
		return false
	}
	a, b = plain(a), plain(b)
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	cut := strings.TrimRight(short, "….")
	return len(cut) >= 20 && cut != short && strings.HasPrefix(long, cut)
}

var typesetting = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"", "–", "-", "—", "-", "\u00a0", " ")

// plain folds what typesetting changes: case, spaces, quotation marks, dashes.
func plain(s string) string {
	s = typesetting.Replace(s)
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

// cutSite takes the site's name off a <title>: what stands behind the last
// " | ", " - ", " – ", " — ", " :: " or " » ". Behind a dash it must be the
// declared name, a body or GOV.UK, because titles have dashes of their own. The
// tail returned is the last part.
func cutSite(title, site string) (rest, tail string) {
	rest = strings.TrimSpace(title)
	for {
		i, width := -1, 0
		sure := false
		for _, sep := range []string{" | ", " :: ", " » ", " - ", " – ", " — ", " · "} {
			if at := strings.LastIndex(rest, sep); at > i {
				i, width, sure = at, len(sep), sep == " | " || sep == " :: " || sep == " » "
			}
		}
		if i <= 0 {
			return rest, tail
		}
		part := strings.TrimSpace(rest[i+width:])
		if !sure && !strings.EqualFold(part, site) && !issuer.IsBody(part) && !strings.EqualFold(part, "GOV.UK") && !strings.EqualFold(part, "News") {
			return rest, tail
		}
		if tail == "" {
			tail = part
		}
		rest = strings.TrimSpace(rest[:i])
	}
}
