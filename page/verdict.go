package page

import (
	"errors"
	"net/http"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
)

// maxVerdicts bounds how many entries of a log are shown.
const maxVerdicts = 50

// verdicts is what people say came of a commitment.
type verdicts struct {
	For      string    // the commitment's id
	Standing []verdict // the newest of each person, newest first
	Log      []verdict // everything said, newest first, at most maxVerdicts
	Total    int
	Earlier  int // beyond those
	// For the form, where whoever looks may give one: the scales, and whether
	// a verdict of theirs stands.
	Scales []scaleChoice
	Mine   bool
	Typed  typedVerdict
}

// typedVerdict is what was typed into the form and not kept, with what is wrong with it; zero where nothing was.
type typedVerdict struct{ Problem, Words, Note, Evidence string }

type verdict struct {
	onrecord.Statement
	On       onrecord.Date
	Evidence []evidence
}

// evidence is one thing that a verdict rests on. Address is "" where the
// record holds it no longer.
type evidence struct {
	Words, Address string
	Outside        bool
}

// judge fills in what people say came of a commitment.
func (p *site) judge(r *http.Request, d *factData) error {
	if d.Commitment == nil {
		return nil
	}
	said, err := feed.Verdicts(r.Context(), p.store, d.Fact)
	if err != nil {
		return err
	}
	known := map[string]evidence{}
	standing := onrecord.StandingVerdicts(said)
	d.Verdicts = &verdicts{For: d.ID, Total: len(said)}
	if by := visitorOf(r).Editor; by != "" {
		d.Verdicts.Scales = scaleChoices()
		d.Verdicts.Mine = slices.ContainsFunc(standing, func(s onrecord.Statement) bool { return s.By == by })
	}
	d.Verdicts.Earlier = max(0, len(said)-maxVerdicts)
	if d.Verdicts.Standing, err = p.verdicts(r, standing[:min(len(standing), maxVerdicts)], known); err != nil {
		return err
	}
	d.Verdicts.Log, err = p.verdicts(r, said[:min(len(said), maxVerdicts)], known)
	return err
}

// verdicts finds what the statements rest on; known is what was found already.
func (p *site) verdicts(r *http.Request, said []onrecord.Statement, known map[string]evidence) ([]verdict, error) {
	var out []verdict
	for _, s := range said {
		v := verdict{Statement: s, On: onrecord.DateOf(s.At.UTC())}
		for _, given := range s.Evidence {
			e, found := known[given]
			if !found {
				var err error
				if e, err = p.evidence(r, given); err != nil {
					return nil, err
				}
				known[given] = e
			}
			v.Evidence = append(v.Evidence, e)
		}
		out = append(out, v)
	}
	return out, nil
}

// evidence is a web address, or a fact or release of the record.
func (p *site) evidence(r *http.Request, given string) (evidence, error) {
	if !onrecord.IsID(given) {
		return evidence{Words: given, Address: webAddress(given), Outside: true}, nil
	}
	f, err := p.store.Fact(r.Context(), given)
	if err == nil {
		return evidence{Words: "“" + cut(120, f.One().Head().Text) + "”, " + f.Release.Title, Address: "/facts/" + given}, nil
	}
	if !errors.Is(err, onrecord.ErrNotFound) {
		return evidence{}, err
	}
	rec, err := p.store.Release(r.Context(), given)
	switch {
	case err == nil:
		return evidence{Words: rec.Title, Address: "/releases/" + given}, nil
	case errors.Is(err, onrecord.ErrNotFound):
		return evidence{Words: given}, nil
	}
	return evidence{}, err
}
