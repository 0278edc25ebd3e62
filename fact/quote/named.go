package quote

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Whom a paragraph names, and how, tells whose voice it is in.

// opensWithName reports whether the block's subject is a name in the third
// person: "Border Force works closely with …".
func (r *reader) opensWithName(blk tag.Block) bool {
	switch r.d.Tokens[blk.First].Norm {
	case "this", "these", "that", "those":
		return false
	}
	start := int(r.d.Tokens[blk.First].Start)
	end := int(r.d.Tokens[min(blk.First+9, blk.Last-1)].End)
	return r.namesIn(start, end, func(s place) bool {
		if s.kind == onrecord.NamePlace || s.kind == onrecord.NameRole {
			return false
		}
		first := r.d.TokenAt(s.span.Start)
		before := first - blk.First
		return before == 0 || before == 1 && (r.d.Tokens[blk.First].Norm == "the" || r.d.Tokens[blk.First].Has(tag.Honorific)) || before >= 2 && before <= 7 && r.d.Tokens[first-1].Norm == "the" && r.d.Tokens[first-2].Norm == ","
	})
}

// namesSpeaker is 1 where the block names the speaker in the third person.
func (r *reader) namesSpeaker(blk tag.Block, who speaker) int {
	if who.entity < 0 || who.name == "" {
		return 0
	}
	if r.standsIn(who.entity, blk.Span) {
		return 1
	}
	return 0
}

// namesPost is 1 where the block names the speaker by the post that the release
// gives, as others do: "Commander JFC is the latest guest", "the Harbour
// Commissioner will look at it".
func (r *reader) namesPost(blk tag.Block, who speaker) int {
	post := strings.ToLower(who.role)
	for _, cut := range [...]string{",", " of ", " for ", " at "} {
		post, _, _ = strings.Cut(post, cut)
	}
	first, rest, more := strings.Cut(post, " ")
	if !more {
		return 0 // "the Minister" may be another one
	}
	for i := blk.First; i < blk.Last; i++ {
		if t := &r.d.Tokens[i]; t.Norm != first || t.Shape < text.Title || i > blk.First && r.d.Tokens[i-1].Norm != "the" {
			continue
		}
		k := i + 1
		for w := range strings.FieldsSeq(rest) {
			if k >= blk.Last || r.d.Tokens[k].Norm != w {
				k = 0
				break
			}
			k++
		}
		if k > 0 {
			return 1
		}
	}
	return 0
}

// namesIssuer counts where the block names the department that issued it.
func (r *reader) namesIssuer(blk tag.Block) int {
	t := blk.Of(r.d.Text)
	n := 0
	for _, issuer := range r.d.Release.IssuedBy {
		if issuer != "" && strings.Contains(t, issuer) {
			n++
		}
	}
	if strings.Contains(t, "he department ") || strings.Contains(t, "he department’s") {
		n++
	}
	return n
}

// speaksOfAnother reports whether block k, which is spoken, names a person who is
// not its speaker: "he" and "she" in the paragraph after it can be that person.
func (r *reader) speaksOfAnother(k int, who speaker) bool {
	if k < 1 || r.opening[k] >= 0 || r.namesSpeaker(r.d.Blocks[k], who) > 0 {
		return false
	}
	blk := r.d.Blocks[k]
	i, _ := slices.BinarySearchFunc(r.people, blk.First, func(p person, at int) int { return p.first - at })
	if i < len(r.people) && r.people[i].first < blk.Last {
		return true
	}
	for i := blk.First; i < blk.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Kind != text.Word || t.Shape != text.Title || t.Has(tag.Function|tag.Month) {
			continue
		}
		if e, is := r.firstNames[t.Of(r.d.Text)]; is && e >= 0 && e != who.entity {
			return true // "I have appreciated Jim's advice. ¶ He …"
		}
	}
	return false
}
