package search

import (
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Snippet is a part of a text to show under a hit.
type Snippet struct {
	// Span is the part's place in the text; Text is its bytes.
	Span onrecord.Span
	Text string
	// Lit are the words to mark, as places in Text, in order.
	Lit []onrecord.Span
	// CutStart and CutEnd say that the sentence goes on before or after: a
	// page shows an ellipsis there.
	CutStart, CutEnd bool
}

// Snippets returns the part of the text that shows most of what the query
// asks for, or two parts where one can not show it all, in the order of the
// text, together at most maxBytes long. They begin and end with sentences
// where there is room, with words otherwise, and do not run from one block
// into the next, but from one that ends in a colon into what it leads in. Where nothing of the query stands in the text, the part is
// its beginning, after a line that states who issued it and when; an empty text has none.
func Snippets(text string, q Node, maxBytes int) []Snippet {
	return NewLighter(q).Snippets(text, maxBytes)
}

// Snippets is the function Snippets for the lighter's query.
func (l *Lighter) Snippets(text string, maxBytes int) []Snippet {
	if strings.TrimSpace(text) == "" || maxBytes <= 0 {
		return nil
	}
	hits := besideIssue(text, l.find(text))
	if len(hits) == 0 {
		start := beginning(text)
		return l.snippets(text, maxBytes, onrecord.Span{Start: start, End: start})
	}
	one, shown := l.bestWindow(text, hits, maxBytes, nil)
	if shown.count < distinct(hits, l.items) && maxBytes >= 80 {
		half := maxBytes / 2
		first, seen := l.bestWindow(text, hits, half, nil)
		second, more := l.bestWindow(text, hits, half, seen.items)
		if seen.count+more.count > shown.count && more.count > 0 {
			if second.Start < first.Start {
				first, second = second, first
			}
			return l.snippets(text, half, first, second)
		}
	}
	return l.snippets(text, maxBytes, one)
}

// beginning is where a text begins to say something: after the line that states who issued it and when, where more follows.
func beginning(s string) int {
	first := blockAround(s, onrecord.Span{})
	if !onrecord.StatesIssue(first.Of(s)) {
		return 0
	}
	rest := strings.TrimLeftFunc(s[first.End:], isSpace)
	if rest == "" {
		return 0
	}
	return len(s) - len(rest)
}

// besideIssue leaves out hits in the line that states who issued the text and when, where there are others: pages
// say that beside every hit.
func besideIssue(s string, hits []hit) []hit {
	first := blockAround(s, onrecord.Span{})
	if !onrecord.StatesIssue(first.Of(s)) {
		return hits
	}
	for i, h := range hits {
		if h.span.Start >= first.End {
			return hits[i:]
		}
	}
	return hits
}

// shown are the items of the query that a window shows for the first time.
type shown struct {
	items []bool
	count int
}

// bestWindow finds the run of hits within one block and maxBytes that shows
// most items not in seen, phrases counting double, then most hits, then the
// earliest. A hit that is longer than maxBytes makes a window by its start.
func (l *Lighter) bestWindow(s string, hits []hit, maxBytes int, seen []bool) (onrecord.Span, shown) {
	counts := make([]int, l.items)
	var best onrecord.Span
	var bestLeft, bestRight, bestScore, score, left int
	bestScore = -1
	fresh := func(h hit) int {
		switch {
		case seen != nil && seen[h.item]:
			return 0
		case h.phrase:
			return 2000
		}
		return 1000
	}
	for right, h := range hits {
		if counts[h.item]++; counts[h.item] == 1 {
			score += fresh(h)
		}
		score += 10
		for left < right && (h.span.End-hits[left].span.Start > maxBytes || right > 0 && h.span.Start > hits[right-1].span.End && strings.Contains(s[hits[right-1].span.End:h.span.Start], "\n\n")) {
			if counts[hits[left].item]--; counts[hits[left].item] == 0 {
				score -= fresh(hits[left])
			}
			score -= 10
			left++
		}
		if score > bestScore {
			bestScore, bestLeft, bestRight = score, left, right
		}
	}
	best = onrecord.Span{Start: hits[bestLeft].span.Start}
	out := shown{items: make([]bool, l.items)}
	copy(out.items, seen)
	for _, h := range hits[bestLeft : bestRight+1] {
		best.End = max(best.End, h.span.End)
		if !out.items[h.item] {
			out.items[h.item] = true
			out.count++
		}
	}
	return best, out
}

func distinct(hits []hit, items int) int {
	seen, n := make([]bool, items), 0
	for _, h := range hits {
		if !seen[h.item] {
			seen[h.item] = true
			n++
		}
	}
	return n
}

// snippets fills windows up to maxBytes each and lights them. A window that
// the one before runs into is left out: it is shown there.
func (l *Lighter) snippets(s string, maxBytes int, windows ...onrecord.Span) []Snippet {
	lit := merged(l.hits)
	var out []Snippet
	for _, w := range windows {
		block := blockAround(s, w)
		sn := widened(s, block, w, maxBytes)
		if n := len(out); n > 0 && sn.Span.Start < out[n-1].Span.End {
			sn.Span.Start, sn.CutStart = out[n-1].Span.End, true
			sn.Span.Start += len(s[sn.Span.Start:sn.Span.End]) - len(strings.TrimLeftFunc(s[sn.Span.Start:sn.Span.End], isSpace))
		}
		if sn.Span.Start >= sn.Span.End {
			continue
		}
		sn.Text = s[sn.Span.Start:sn.Span.End]
		for _, span := range lit {
			if from, to := max(span.Start, sn.Span.Start), min(span.End, sn.Span.End); from < to {
				sn.Lit = append(sn.Lit, onrecord.Span{Start: from - sn.Span.Start, End: to - sn.Span.Start})
			}
		}
		out = append(out, sn)
	}
	return out
}

// blockAround returns the block in which the window starts, without the white
// space around it. The empty window is in the first block that is not blank.
func blockAround(s string, w onrecord.Span) onrecord.Span {
	if w.End == 0 {
		w.Start = len(s) - len(strings.TrimLeftFunc(s, isSpace))
	}
	b := onrecord.Span{Start: strings.LastIndex(s[:w.Start], "\n\n") + 2, End: len(s)}
	if b.Start == 1 {
		b.Start = 0
	}
	if i := strings.Index(s[w.Start:], "\n\n"); i >= 0 {
		b.End = w.Start + i
	}
	b.End = max(b.End, w.End) // a phrase may run over the border
	if led := strings.TrimRightFunc(s[b.Start:b.End], isSpace); strings.HasSuffix(led, ":") && b.End < len(s) {
		rest := s[b.End:]
		next := len(rest) - len(strings.TrimLeftFunc(rest, isSpace))
		if i := strings.Index(rest[next:], "\n\n"); i >= 0 {
			b.End += next + i
		} else {
			b.End = len(s)
		}
	}
	b.Start += len(s[b.Start:b.End]) - len(strings.TrimLeftFunc(s[b.Start:b.End], isSpace))
	b.End -= len(s[b.Start:b.End]) - len(strings.TrimRightFunc(s[b.Start:b.End], isSpace))
	return b
}

// widened makes a snippet of the window and of what fits around it in its
// block: it starts with the sentence where that leaves the window whole, and
// runs on as far as it may.
func widened(s string, block, w onrecord.Span, maxBytes int) Snippet {
	if w.End == 0 {
		w = onrecord.Span{Start: block.Start, End: block.Start}
	}
	if block.Len() <= maxBytes {
		return Snippet{Span: block}
	}
	// Only what may be shown is read, so that a long block costs no more.
	near := onrecord.Span{Start: max(block.Start, w.Start-maxBytes), End: min(block.End, max(w.End, w.Start+maxBytes)+1)}
	near.Start, near.End = border(s, near.Start), border(s, near.End)
	tokens := text.Tokens(s[near.Start:near.End])
	start, cutStart := startOf(s, tokens, near, block, w, maxBytes)
	end, cutEnd := endOf(s, tokens, near, block, start, w, maxBytes)
	return Snippet{Span: onrecord.Span{Start: start, End: end}, CutStart: cutStart, CutEnd: cutEnd}
}

// startOf returns where the snippet starts: the first sentence from which the
// window can be shown, else a word with about a third of the room before it,
// or more where the block ends soon.
func startOf(s string, tokens []text.Token, near, block, w onrecord.Span, maxBytes int) (int, bool) {
	earliest := max(block.Start, w.End-maxBytes*9/10)
	if w.Start <= earliest {
		return w.Start, w.Start > block.Start
	}
	for i, r := range text.Sentences(s[near.Start:near.End], tokens) {
		at := near.Start + int(tokens[r[0]].Start)
		if i == 0 && near.Start > block.Start {
			continue // the sentence began before
		}
		if at >= earliest && at <= w.Start {
			return at, false
		}
	}
	earliest = max(earliest, min(w.Start-(maxBytes-w.Len())/3, block.End-maxBytes))
	for _, t := range tokens {
		if at := near.Start + int(t.Start); !t.Glued && at >= earliest && at <= w.Start {
			if at > near.Start || near.Start == block.Start {
				return at, at > block.Start
			}
		}
	}
	return w.Start, w.Start > block.Start
}

// endOf returns where the snippet ends: with the last word that fits.
func endOf(s string, tokens []text.Token, near, block onrecord.Span, start int, w onrecord.Span, maxBytes int) (int, bool) {
	limit := min(block.End, start+maxBytes)
	if limit == block.End {
		return limit, false
	}
	end := 0
	for i, t := range tokens {
		at := near.Start + int(t.End)
		whole := i+1 == len(tokens) && near.End == block.End || i+1 < len(tokens) && !tokens[i+1].Glued
		if at > start && at <= limit && whole {
			end = at
		}
	}
	if end == 0 { // one word longer than the room
		end = border(s, limit)
	}
	if end <= start {
		_, size := utf8.DecodeRuneInString(s[start:])
		end = min(block.End, start+size)
	}
	return end, !endsSentence(s[start:end])
}

// endsSentence looks at the last mark only: an abbreviation's full stop there
// costs an ellipsis, no more.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”’\"')]»")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

// border steps back from i to a character border.
func border(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}
