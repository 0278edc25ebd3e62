package feed_test

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
)

func TestSummarySaysWhoDoesWhatOnlyOfWhoDoesIt(t *testing.T) {
	for _, c := range []struct{ text, actor, action, want string }{
		{"The Ministry of Works will build the bridge by May.", "Ministry of Works", "build the bridge by May", "Ministry of Works: build the bridge by May"},
		{"We will publish the review.", "Ministry of Works", "publish the review", "Ministry of Works: publish the review"},
		{"to publish the review", "Ministry of Works", "to publish the review", "Ministry of Works: to publish the review"},
		{"The review will be published by the Ministry of Works.", "Ministry of Works", "be published by the Ministry of Works", "The review will be published by the Ministry of Works."},
		{"The Ministry of Works will have the power to close it.", "Ministry of Works", "have the power to close it", "The Ministry of Works will have the power to close it."},
		{"Every school will open a garden.", "Ministry of Works", "open a garden", "Every school will open a garden."},
		{"The bridge will open in May.", "", "open in May", "The bridge will open in May."},
		{"The Ministry of Works will see to it.", "Ministry of Works", "", "The Ministry of Works will see to it."},
	} {
		if got := feed.Summary(&onrecord.Commitment{Head: onrecord.Head{Text: c.text}, Actor: c.actor, Action: c.action}); got != c.want {
			t.Errorf("%q of %q is told as %q, not %q", c.action, c.actor, got, c.want)
		}
	}
}
