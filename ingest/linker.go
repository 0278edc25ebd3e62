package ingest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// Bounds of linking, so that a sum that stands everywhere costs no more than
// one that stands twice.
const (
	mostCandidates = 16     // mentions of one sum that are compared
	mostSums       = 50_000 // sums that are remembered during a run
)

// linker links the sums of what was saved to other mentions of the same sum.
// It asks the store once for each sum of a run, and remembers the answer.
type linker struct {
	store store.Store
	sums  map[sum][]link.Mention
	// alone says that all releases of the record were saved by this run, so
	// that sums tells all and the store need not be asked. total is how many
	// releases there were after the batch before.
	alone bool
	total int
	// batch holds the ids of the releases of the batch at hand.
	batch map[string]bool
}

// sum is what two mentions of one sum have in common.
type sum struct {
	currency string
	value    float64
}

func newLinker(s store.Store) *linker {
	return &linker{store: s, sums: map[sum][]link.Mention{}, alone: true}
}

// begin looks whether the record holds releases that neither this batch nor
// what is remembered knows of: from before the run, or from another process.
// Then what was remembered may lack mentions, and is forgotten.
func (l *linker) begin(ctx context.Context, outcomes []store.Outcome) error {
	l.batch = map[string]bool{}
	for _, o := range outcomes {
		l.batch[o.ReleaseID] = true
		if o.State == store.New {
			l.total++
		}
	}
	overview, err := l.store.Overview(ctx)
	if err == nil && overview.Releases != l.total {
		l.alone, l.total = false, overview.Releases
		clear(l.sums)
	}
	return err
}

// link finds the links of a saved batch. Outcomes stand in the order of the
// batch's records. Unchanged releases are linked too: the run that saved them
// may have been killed before it kept their links.
func (l *linker) link(ctx context.Context, batch []store.Ingested, outcomes []store.Outcome) ([]onrecord.Link, error) {
	if err := l.begin(ctx, outcomes); err != nil {
		return nil, err
	}
	var links []onrecord.Link
	i := 0
	for _, in := range batch {
		for r := range in.Records {
			found, err := l.record(ctx, outcomes[i].ReleaseID, &in.Records[r])
			if err != nil {
				return nil, err
			}
			links = append(links, found...)
			i++
		}
	}
	return links, nil
}

func (l *linker) record(ctx context.Context, id string, rec *onrecord.Record) ([]onrecord.Link, error) {
	var links []onrecord.Link
	for _, f := range rec.Figures {
		if !link.Comparable(f) {
			continue
		}
		key := sum{f.Unit, f.Value}
		mentions, err := l.mentions(ctx, key, f)
		if err != nil {
			return nil, err
		}
		m := link.NewMention(id, rec.IssuedOn, f, block(rec, f.Span))
		links = append(links, link.Between(m, others(mentions, id))...)
		l.remember(key, m)
	}
	return links, nil
}

// mentions returns the earliest known mentions of a sum, in whatever release.
func (l *linker) mentions(ctx context.Context, key sum, f onrecord.Figure) ([]link.Mention, error) {
	if mentions, known := l.sums[key]; known {
		return mentions, nil
	}
	if len(l.sums) >= mostSums {
		clear(l.sums)
		l.alone = false
	}
	if l.alone {
		return nil, nil
	}
	facts, err := l.store.Candidates(ctx, f, "", mostCandidates)
	if err != nil {
		return nil, err
	}
	mentions := make([]link.Mention, 0, len(facts))
	for _, c := range facts {
		if l.batch[c.Release.ID] {
			continue // it is linked in its own turn, after this one
		}
		mentions = append(mentions, link.NewMention(c.Release.ID, c.Release.IssuedOn, *c.Figure, c.Context))
	}
	l.sums[key] = mentions
	return mentions, nil
}

// others leaves out the mentions of one release: its own figures are told
// apart by its text.
func others(mentions []link.Mention, releaseID string) []link.Mention {
	if !slices.ContainsFunc(mentions, func(m link.Mention) bool { return m.ReleaseID == releaseID }) {
		return mentions
	}
	return slices.DeleteFunc(slices.Clone(mentions), func(m link.Mention) bool { return m.ReleaseID == releaseID })
}

// remember adds a mention, unless it is there. Of more than are compared the
// earliest stay: they say where the sum was first seen.
func (l *linker) remember(key sum, m link.Mention) {
	mentions := l.sums[key]
	if slices.ContainsFunc(mentions, func(o link.Mention) bool { return o.ID == m.ID }) {
		return
	}
	if len(mentions) < mostCandidates {
		l.sums[key] = append(mentions, m)
		return
	}
	latest := 0
	for i := range mentions {
		if byDay(mentions[i], mentions[latest]) > 0 {
			latest = i
		}
	}
	if byDay(m, mentions[latest]) < 0 {
		mentions[latest] = m
	}
}

func byDay(a, b link.Mention) int {
	return cmp.Or(a.IssuedOn.Compare(b.IssuedOn), strings.Compare(a.ID, b.ID))
}

// block returns the block that holds the span.
func block(rec *onrecord.Record, s onrecord.Span) string {
	for _, b := range rec.Blocks {
		if b.Contains(s) {
			return b.Of(rec.Text)
		}
	}
	return s.Of(rec.Text)
}
