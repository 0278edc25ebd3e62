package score_test

import (
	"slices"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/score"
)

// TestHalves: releases that two events or more join are in one half, in whatever order their marks stand.
func TestHalves(t *testing.T) {
	releases := make([]*onrecord.Record, 12)
	for i := range releases {
		releases[i] = &onrecord.Record{}
		releases[i].ID = onrecord.StableID("release", string(rune('a'+i)))
		releases[i].Title = "Orchards, part " + string(rune('a'+i))
		releases[i].IssuedOn = onrecord.DateFromNumber(20300101 + i)
	}
	marked := func(from, to int) score.MarkedCommitment {
		m := score.MarkedCommitment{MarkedPassage: score.MarkedPassage{Record: releases[from]}}
		if to >= 0 {
			m.Bears = []score.MarkedFollowUp{{MarkedPassage: score.MarkedPassage{Record: releases[to]}}}
		}
		return m
	}
	var marks []score.MarkedCommitment
	for i := range releases {
		marks = append(marks, marked(i, -1))
	}
	apart := score.Halves(marks)
	if len(apart[0])+len(apart[1]) != len(marks) || len(apart[0]) == 0 || len(apart[1]) == 0 {
		t.Fatalf("%d and %d of %d commitments", len(apart[0]), len(apart[1]), len(marks))
	}
	one, other := apart[0][0].Record, apart[1][0].Record
	var from, to int
	for i, r := range releases {
		switch r {
		case one:
			from = i
		case other:
			to = i
		}
	}
	for _, n := range []int{1, 2} {
		joined := slices.Clone(marks)
		for range n {
			joined = append(joined, marked(min(from, to), max(from, to)))
		}
		halves := score.Halves(joined)
		together := halfOf(halves, one) == halfOf(halves, other)
		if together != (n == 2) {
			t.Errorf("joined by %d events, two releases are in one half: %v", n, together)
		}
	}
}

// halfOf returns the half that holds the commitments of a release.
func halfOf(halves [2][]score.MarkedCommitment, r *onrecord.Record) int {
	for _, m := range halves[1] {
		if m.Record == r {
			return 1
		}
	}
	return 0
}
