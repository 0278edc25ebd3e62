package page

import (
	"net/http"

	"github.com/onrecord/onrecord"
)

// helpLine is one thing a query can say, with an example of it.
type helpLine struct{ Example, Says string }

type helpGroup struct {
	Title string
	Lines []helpLine
}

// queryHelp is the query language by example. The examples are of the sample's
// invented country: a test asks each of the sample, and has it find something.
var queryHelp = []helpGroup{
	{"Words", []helpLine{
		{`harbour`, "Releases with the word, in any of its forms: harbour, harbours."},
		{`harbour fund`, "Both words, anywhere in the title or the text."},
		{`"Sound Homes Fund"`, "The words side by side, in this order."},
		{`constab*`, "Words that begin so. At least two letters have to stand before the star."},
		{`ferry OR harbour`, "Either word. OR is written in capitals."},
		{`ferry -harbour`, "The first word without the second."},
		{`(ferry OR harbour) fund`, "Brackets keep together what belongs together."},
	}},
	{"Who and what", []helpLine{
		{`issuer:"Rivers Agency"`, "Issued by a body whose name holds these words."},
		{`speaker:verrall`, "Holds a quote of a person whose name holds this word."},
		{`tag:flooding`, "Filed by its publisher under a tag that holds this word."},
		{`title:harbour`, "The word stands in the title."},
		{`kind:commitment`, "Holds a fact of the kind: quote, date, figure, commitment, name, relation; a kind of figure, such as money or percent; or a kind of name, such as scheme or law."},
		{`review:found`, "Holds a fact that nobody reviewed; also confirmed, corrected and rejected, for what people said of it."},
	}},
	{"When and how much", []helpLine{
		{`issued:2025-02-14`, "Issued on a day, in a month (2025-02) or in a year (2025)."},
		{`issued:2024-03..2025-02`, "Issued within a span, both ends included. Either end may be left open."},
		{`due:<2025-09`, "Holds a commitment that is due before September 2025."},
		{`money:>1m`, "Names a sum of more than a million. Also >=, <, <= and spans: money:1m..5m."},
	}},
}

func (p *site) help(*http.Request) (view, error) {
	data := struct {
		Groups []helpGroup
		Kinds  []factKind
		Names  []onrecord.NameKind
		Lists  []list // each can be had as CSV
	}{queryHelp, kinds, onrecord.NameKinds, lists}
	return view{Template: "help", Title: "How to search, read and cite", About: "How to search, read and cite the record.", Data: data}, nil
}
