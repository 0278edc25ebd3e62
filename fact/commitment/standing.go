package commitment

// stands reads what somebody or something "will be", with no day: an office or a
// function that they will have ("will be responsible for licences", "will be the
// main source of advice"), or where they will be ("will be on display", "will be
// present"). Only the release itself tells such a thing; in a member's words, and
// of "we", it is praise or mood. What it will be begins at token j.
func (r *reader) stands(s subject, j int) bool {
	if r.quote != nil || s.first || r.names.personal || s.kind != doer && s.kind != patient {
		return false
	}
	switch n := r.norm(j); n {
	case "responsible", "accountable":
		return r.norm(j+1) == "for" || r.norm(j+1) == "to"
	case "present", "unchanged":
		return s.kind == doer || n == "unchanged" || envoys.Has(s.head)
	case "in", "on":
		before, ok := presences.Lookup(r.norm(j + 1))
		return ok && before == n
	}
	return r.functions(j)
}

// functions reports whether a noun phrase stands at token j that names what
// somebody is for others: "the principal source of advice". One of many, and what
// is only praised ("a great partner"), is none.
func (r *reader) functions(j int) bool {
	switch r.norm(j) {
	case "the", "its", "their":
	case "a", "an":
		if praises.Has(r.norm(j + 1)) {
			return false
		}
	default:
		return false
	}
	for k := j + 1; k < j+6 && k < r.s.Last; k++ {
		switch n := r.norm(k); {
		case n == "key" || n == "lead":
		case hollows.Has(n) || r.vague(k-1) && k == j+1, n == "," || n == "that" || n == "which" || n == "who":
			return false
		case functions.Has(n):
			switch r.norm(k + 1) {
			case "of", "for", "to", "on", "in", "at", ".", "":
				return true
			}
		case isPreposition(n):
			return false
		}
	}
	return false
}

// governed reports whether what the subject "will" do could be undertaken by
// somebody: neither the weather nor a market is, unless something is done to it.
func (r *reader) governed(s subject, at int, passive bool) bool {
	if passive || s.kind != patient || s.name != nil {
		return true
	}
	if naturals.Has(r.norm(at)) {
		return false
	}
	if natures.Has(s.head) {
		return s.head == "prices" && r.norm(at) == "be"
	}
	return true
}

// ofWeather reports whether "it will be cold" tells of the weather.
func (r *reader) ofWeather(i, at int) bool {
	if r.norm(i-1) != "it" {
		return false
	}
	j := at
	if r.norm(at) == "be" {
		j = r.adverbs(at + 1)
	}
	switch n := r.norm(j); n {
	case "rain", "snow", "freeze", "thaw":
		return true
	case "mostly", "very", "quite", "rather":
		return weathers.Has(r.norm(j + 1))
	default:
		return weathers.Has(n)
	}
}
