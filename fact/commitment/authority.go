package commitment

import "strings"

// isAuthority reports whether the name of a place is also that of the authority
// which governs it: "the City of Marlow", "Ash County".
func isAuthority(place string) bool {
	if strings.HasSuffix(place, " County") {
		return true
	}
	kind, _, ok := strings.Cut(place, " of ")
	if !ok {
		return false
	}
	switch kind {
	case "City", "Town", "County", "Township", "Village", "Borough", "Municipality", "District", "State", "Province", "Commonwealth":
		return true
	}
	return false
}

// afterArticle returns the token after the article that may stand at token i.
func (r *reader) afterArticle(i int) int {
	if isDeterminer(r.norm(i)) {
		return i + 1
	}
	return i
}

// speaksFor reports whether the speaker of the quotation at hand holds a post of the
// country, by its name or by the word for its people: "the Freedonian Chancellor".
func (r *reader) speaksFor(country string) bool {
	if r.quote == nil || r.names.personal || !isOfficial(r.quote.Role) {
		return false
	}
	stem := strings.ToLower(country[:max(min(4, len(country)), len(country)-1)])
	for word := range strings.FieldsSeq(strings.ToLower(r.quote.Role)) {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}
