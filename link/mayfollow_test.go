package link

import (
	"math/rand/v2"
	"testing"

	"github.com/onrecord/onrecord"
)

// some returns a few words of a list, ordered, each after a prefix.
func some(random *rand.Rand, prefix string, words []string, most int) (out []string) {
	for range random.IntN(most + 1) {
		out = append(out, prefix+words[random.IntN(len(words))])
	}
	return distinct(out)
}

// follower returns a member that is an undertaking or a report, of few words.
func follower(random *rand.Rand, sort Sort) *Member {
	terms := []string{"bridg", "build", "fund", "harbour", "home", "lantern", "open", "publish", "quarri", "review", "weir"}
	things := []string{"harbour fund", "lantern scheme", "quay plan", "weir act"}
	days := []string{"2030-01-01 2030-01-31", "2030-02-01 2030-02-01", "2030-05-01 2030-05-31"}
	m := &Member{Sort: sort, IssuedOn: onrecord.DateFromNumber(20300101 + random.IntN(28)), Terms: some(random, "", terms, 6), About: some(random, "", terms, 4), Near: some(random, "", terms, 3),
		Names: some(random, "", things, 1), Days: some(random, "", days, 1)}
	for prefix, words := range map[string][]string{aboutName: things, byIssuer: {"quay board", "weir office"}, ofTarget: terms, ofReached: terms, ofFigure: {"count home 5", "count home 6", "money GBP 7000"}, inPlace: {"aldmouth", "brackwell"}} {
		m.Signs = append(m.Signs, some(random, prefix, words, 1)...)
	}
	m.Signs = distinct(append(m.Signs, some(random, "", []string{"done", "late", "past", "future", "top"}, 2)...))
	if random.IntN(2) == 0 {
		m.From, m.To = onrecord.MustDate("2030-05-01"), onrecord.MustDate("2030-05-31")
	}
	return m
}

func TestMayFollowIsTrueWhereverEvidenceHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	holds, spared := 0, 0
	for range 20000 {
		c, r := follower(random, Commitment), follower(random, []Sort{Commitment, Report}[random.IntN(2)])
		e := gather(c, r)
		switch may := mayFollow(c, r); {
		case e.holds(c, r) && !may:
			t.Fatalf("evidence holds and is not gathered:\n%+v\n%+v", c, r)
		case !may:
			spared++
		case e.holds(c, r):
			holds++
		}
	}
	if holds < 500 || spared < 500 {
		t.Errorf("%d hold and %d are spared: too few to say anything", holds, spared)
	}
}
