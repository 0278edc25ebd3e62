package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Run runs the suite. open returns an empty store, closed by its own cleanup.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s store.Store)
	}{
		{"SavedIsReadBack", savedIsReadBack},
		{"OriginOfAnExportIsKept", originOfAnExportIsKept},
		{"AllLinksAreRead", allLinksAreRead},
		{"NamesWithTheirMembers", namesWithTheirMembers},
		{"SameAgainIsUnchanged", sameAgainIsUnchanged},
		{"EditedIsANewVersion", editedIsANewVersion},
		{"OlderCaptureIsNotNewest", olderCaptureIsNotNewest},
		{"PageThatGoesBack", pageThatGoesBack},
		{"PageThatGoesBackToTheSameBytes", pageThatGoesBackToTheSameBytes},
		{"CaptureInParts", captureInParts},
		{"ExcerptNeverReplacesWhole", excerptNeverReplacesWhole},
		{"OneKeyTwiceInABatch", oneKeyTwiceInABatch},
		{"AllOrNothing", allOrNothing},
		{"MovedDay", movedDay},
		{"MissingIsNotFound", missingIsNotFound},
		{"BadRequestsAreInvalid", badRequestsAreInvalid},
		{"CursorsAreOfOneList", cursorsAreOfOneList},
		{"ChangesAreKept", changesAreKept},
		{"SubscriptionsAreKept", subscriptionsAreKept},
		{"SubscriptionsArePaused", subscriptionsArePaused},
		{"EventsWaitForLinks", eventsWaitForLinks},
		{"DeliveriesAreSentOnce", deliveriesAreSentOnce},
		{"DeliveriesAreLeftToWhoCanSend", deliveriesAreLeftToWhoCanSend},
		{"WhatArrivedIsNotSentAgain", whatArrivedIsNotSentAgain},
		{"WrongClocksPutNothingOff", wrongClocksPutNothingOff},
		{"LateCapturesAreNoEdit", lateCapturesAreNoEdit},
		{"ChangesAreFiltered", changesAreFiltered},
		{"Problems", problems},
		{"Links", links},
		{"WaitingIsLinked", waitingIsLinked},
		{"FollowUps", followUps},
		{"FormerValues", formerValues},
		{"SameAnnouncement", sameAnnouncement},
		{"FactsKeepTheirPermalinks", factsKeepTheirPermalinks},
		{"Names", names},
		{"Earliest", earliest},
		{"WhoIsWho", whoIsWho},
		{"PostsAndHolders", postsAndHolders},
		{"RelationsOfMany", relationsOfMany},
		{"WhatPeopleSay", whatPeopleSay},
		{"StatementsAreListed", statementsAreListed},
		{"VerdictsAreKept", verdictsAreKept},
		{"FactsAreReviewed", factsAreReviewed},
		{"ReviewsOutlastReadings", reviewsOutlastReadings},
		{"ReviewsCountInLinks", reviewsCountInLinks},
		{"NamesAreReviewed", namesAreReviewed},
		{"WhatIsUndone", whatIsUndone},
		{"BadReviewsAreRefused", badReviewsAreRefused},
		{"MostDoubtfulFirst", mostDoubtfulFirst},
		{"RulesAreJudged", rulesAreJudged},
		{"EditorsAndSessions", editorsAndSessions},
		{"TokensAreKept", tokensAreKept},
		{"Captures", captures},
		{"CoverageByMonth", coverageByMonth},
		{"Origins", origins},
		{"Touched", touched},
		{"SourcesAreKept", sourcesAreKept},
		{"ListedAndVisited", listedAndVisited},
		{"WithheldAndBack", withheldAndBack},
		{"SourcesOfNothing", sourcesOfNothing},
		{"DaysOfIssue", daysOfIssue},
		{"Complete", complete},
		{"PagesWhileGrowing", pagesWhileGrowing},
		{"ReadersWhileWriting", readersWhileWriting},
		{"CheckOfASoundRecord", checkOfASoundRecord},
		{"CheckOfWhatIsSaidAndFollowed", checkOfWhatIsSaidAndFollowed},
		{"PreparedBefore", preparedBefore},
		{"Cancelled", cancelled},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
	t.Run("AnyOrderOfImport", func(t *testing.T) { anyOrderOfImport(t, open) })
	t.Run("RunsAreSettledTogether", func(t *testing.T) { runsAreSettledTogether(t, open) })
	t.Run("SearchAgreesWithReading", func(t *testing.T) { searchAgrees(t, open) })
	t.Run("FactsAgreeWithReading", func(t *testing.T) { factsAgree(t, open) })
}

var (
	ctx  = context.Background()
	noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
)

// build makes a record of paragraphs and gives its release an id by its key.
func build(key, title, day string, paragraphs ...string) onrecord.Record {
	var r onrecord.Record
	r.Keys = []string{"text:" + key}
	r.ID = onrecord.StableID("release", key)
	r.Title, r.Language = title, "en"
	r.IssuedBy, r.Tags = []string{"Harbour Board"}, []string{}
	if day != "" {
		r.IssuedOn = onrecord.MustDate(day)
	}
	for _, p := range paragraphs {
		if r.Text != "" {
			r.Text += "\n\n"
		}
		start := len(r.Text)
		r.Text += p
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: len(r.Text)}, Kind: onrecord.BlockParagraph})
	}
	r.Quotes, r.Dates, r.Figures = []onrecord.Quote{}, []onrecord.DateFact{}, []onrecord.Figure{}
	r.Commitments, r.Names, r.Relations = []onrecord.Commitment{}, []onrecord.Name{}, []onrecord.Relation{}
	return r
}

// head finds words in the release and makes a fact's head of them.
func head(r *onrecord.Record, kind onrecord.FactKind, words string) onrecord.Head {
	at := strings.Index(r.Text, words)
	if at < 0 {
		panic(words + " stands not in " + r.Text)
	}
	return onrecord.Head{ID: factID(r.ID, kind, words), Span: onrecord.Span{Start: at, End: at + len(words)}, Text: words}
}

func factID(release string, kind onrecord.FactKind, words string) string {
	return onrecord.StableID(release, string(kind), words)
}

func addQuote(r *onrecord.Record, words, speaker string) {
	r.Quotes = append(r.Quotes, onrecord.Quote{Head: head(r, onrecord.KindQuote, words), Speaker: speaker})
}

func addSum(r *onrecord.Record, words string, value float64) {
	r.Figures = append(r.Figures, onrecord.Figure{Head: head(r, onrecord.KindFigure, words), Kind: onrecord.FigureMoney, Value: value, Unit: "GBP", Qualifier: onrecord.QualifierExact})
}

func addName(r *onrecord.Record, kind onrecord.NameKind, text string, roles ...string) {
	h := head(r, onrecord.KindName, text)
	r.Names = append(r.Names, onrecord.Name{ID: h.ID, Text: text, Kind: kind, Aliases: []string{}, Spans: []onrecord.Pair{onrecord.Pair(h.Span)}, Roles: roles})
}

// capture makes one capture that holds the records.
func capture(location string, at time.Time, records ...onrecord.Record) store.Ingested {
	var body strings.Builder
	for _, r := range records {
		fmt.Fprintf(&body, "%s\n%s\n%s\n\n", r.Title, r.IssuedOn, r.Text)
	}
	return store.Ingested{
		Capture: onrecord.NewCapture([]byte(body.String()), location, "text/plain", at),
		Kind:    onrecord.SourceTextArchive, Records: records,
	}
}

// save saves a batch of whole captures and finishes it.
func save(t testing.TB, s store.Store, batch ...store.Ingested) []store.Outcome {
	t.Helper()
	return saveBy(t, s, s.Save, batch...)
}

// saveBy is save by Save or SaveInRun.
func saveBy(t testing.TB, s store.Store, by func(context.Context, []store.Ingested) ([]store.Outcome, error), batch ...store.Ingested) []store.Outcome {
	t.Helper()
	out, err := by(ctx, batch)
	if err != nil {
		t.Fatalf("Save: %v", err)
	}
	var read []store.Finished
	for _, in := range batch {
		read = append(read, store.Finished{Hash: in.Capture.Hash, Location: in.Capture.Location, Releases: len(in.Records)})
	}
	if err := s.Finish(ctx, read); err != nil {
		t.Fatalf("Finish: %v", err)
	}
	return out
}

// must returns the value of a call that may not fail.
func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func equal(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(onrecord.Date{})); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
