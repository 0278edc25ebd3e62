package score

import (
	"slices"
	"strings"
)

// Agree makes one gold of two that careful readers marked apart from each
// other. A fact that both marked stands, with the first reader's reading and
// the second's beside it: either is right. A fact that only one of them
// marked is optional: neither asked for nor held against. Releases are
// matched by their numbers; one that only one reader marked is left out.
//
// Facts are the same under the rule by which Measure matches them; of
// quotations the speaker must be the same too.
func Agree(first, second []Gold) []Gold {
	var out []Gold
	for _, a := range first {
		i := slices.IndexFunc(second, func(g Gold) bool { return g.N == a.N })
		if i < 0 {
			continue
		}
		b := second[i]
		p := place(a, strings.Join(a.Paragraphs, "\n\n"))
		both := a
		both.Quotes = agree(p, quotes, a.Quotes, b.Quotes, func(x, y *GoldQuote) bool {
			x.Also = y
			return squash(x.Speaker) == squash(y.Speaker)
		})
		both.Dates = agree(p, dates, a.Dates, b.Dates, func(x, y *GoldDate) bool { x.Also = y; return true })
		both.Figures = agree(p, figures, a.Figures, b.Figures, func(x, y *GoldFigure) bool { x.Also = y; return true })
		both.Commitments = agree(p, commitments, a.Commitments, b.Commitments, func(x, y *GoldCommitment) bool { x.Also = y; return true })
		both.Names = agreeOn(pair(len(a.Names), len(b.Names), func(i, j int) float64 {
			return sameName(a.Names[i].Text, a.Names[i].Aliases, b.Names[j].Text, b.Names[j].Aliases)
		}), a.Names, b.Names, func(n *GoldName) *Mark { return &n.Mark }, func(x, y *GoldName) bool {
			x.Also = y
			x.Aliases = append(append([]string{y.Text}, x.Aliases...), y.Aliases...)
			return true
		})
		both.Relations = agreeOn(pair(len(a.Relations), len(b.Relations), func(i, j int) float64 {
			return sameRelation(a.Relations[i], b.Relations[j])
		}), a.Relations, b.Relations, func(r *GoldRelation) *Mark { return &r.Mark }, func(x, y *GoldRelation) bool { return true })
		out = append(out, both)
	}
	return out
}

// agree pairs the marks of two readers by where they stand.
func agree[G, F any](p *placed, c comparison[G, F], a, b []G, both func(x, y *G) bool) []G {
	spansA, spansB := c.spans(p, a), c.spans(p, b)
	paired := pair(len(a), len(b), func(i, j int) float64 {
		if spansA[i].Len() == 0 || spansB[j].Len() == 0 {
			return 0
		}
		return c.same(spansA[i], spansB[j])
	})
	return agreeOn(paired, a, b, c.marked, both)
}

// agreeOn keeps the pairs, and what one reader marked as optional. both
// joins a pair; where it returns false the readers differ too much, and both
// marks are optional.
func agreeOn[G any](p pairing, a, b []G, mark func(*G) *Mark, both func(x, y *G) bool) []G {
	var out []G
	optional := func(g G) {
		mark(&g).Optional = true
		out = append(out, g)
	}
	for _, x := range p.pairs {
		f, s := a[x[0]], b[x[1]]
		if both(&f, &s) {
			mark(&f).Optional = mark(&f).Optional || mark(&s).Optional
			out = append(out, f)
		} else {
			optional(a[x[0]])
			optional(s)
		}
	}
	for _, i := range p.missed {
		optional(a[i])
	}
	for _, j := range p.extra {
		optional(b[j])
	}
	return out
}
