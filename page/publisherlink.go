package page

import "github.com/onrecord/onrecord"

// publisherLinkGroup is the things of one kind that a publisher links a page to.
type publisherLinkGroup struct {
	Words  string
	Things []onrecord.PublisherLink
}

// publisherLinkWords are the headings of what a publisher links a page to, one and several.
var publisherLinkWords = map[onrecord.PublisherLinkKind][2]string{
	onrecord.PublisherSpeaker: {"Speaker", "Speakers"}, onrecord.PublisherPerson: {"Person", "People"}, onrecord.PublisherRole: {"Post", "Posts"},
	onrecord.PublisherPolicy: {"Policy", "Policies"}, onrecord.PublisherPlace: {"Place", "Places"}, onrecord.PublisherDocument: {"Part of", "Part of"},
	onrecord.PublisherSuccessor: {"In its place", "In its place"},
}

// PublisherLinkGroups are the things that the publisher links the release to, by what they are to it.
func (d *releaseData) PublisherLinkGroups() []publisherLinkGroup {
	var out []publisherLinkGroup
	for _, kind := range onrecord.PublisherLinkKinds {
		if things := d.ofKind(kind); len(things) > 0 {
			words := publisherLinkWords[kind][min(len(things)-1, 1)]
			out = append(out, publisherLinkGroup{words, things})
		}
	}
	return out
}

// Successors are what stands in the release's place, by the notice of withdrawal.
func (d *releaseData) Successors() []onrecord.PublisherLink {
	return d.ofKind(onrecord.PublisherSuccessor)
}

func (d *releaseData) ofKind(kind onrecord.PublisherLinkKind) []onrecord.PublisherLink {
	var out []onrecord.PublisherLink
	for _, l := range d.PublisherLinks {
		if l.Kind == kind {
			out = append(out, l)
		}
	}
	return out
}
