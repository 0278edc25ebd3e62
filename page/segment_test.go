package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord"
)

func TestLitNestsAndCuts(t *testing.T) {
	span := func(start, end int, id string) mark {
		return mark{Span: onrecord.Span{Start: start, End: end}, element: "b", class: "f", id: id}
	}
	const text = "We <will> pay £5 by May."
	all := onrecord.Span{End: len(text)}
	for name, c := range map[string]struct {
		marks []mark
		want  string
	}{
		"none":          {nil, "We &lt;will&gt; pay £5 by May."},
		"inside":        {[]mark{span(14, 17, "m"), span(0, 25, "c")}, `<b id="c" class="f">We &lt;will&gt; pay <b id="m" class="f">£5</b> by May.</b>`},
		"crossing":      {[]mark{span(0, 13, "a"), span(10, 17, "b")}, `<b id="a" class="f">We &lt;will&gt; <b id="b" class="f">pay</b></b><b class="f piece"> £5</b> by May.`},
		"same span":     {[]mark{span(14, 17, "a"), span(14, 17, "b")}, `We &lt;will&gt; pay <b id="a" class="f"><b id="b" class="f">£5</b></b> by May.`},
		"clipped":       {[]mark{span(-9, 2, "a"), span(21, 99, "b"), span(5, 5, "empty")}, `<b id="a" class="f">We</b> &lt;will&gt; pay £5 by <b id="b" class="f">May.</b>`},
		"side by side":  {[]mark{span(0, 2, "a"), span(2, 9, "b")}, `<b id="a" class="f">We</b><b id="b" class="f"> &lt;will&gt;</b> pay £5 by May.`},
		"id is escaped": {[]mark{span(0, 2, `"><i`)}, `<b id="&#34;&gt;&lt;i" class="f">We</b> &lt;will&gt; pay £5 by May.`},
	} {
		if len(text) != 25 {
			t.Fatalf("the test's text has %d bytes", len(text))
		}
		if got := string(lit(text, all, c.marks, map[string]bool{})); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// TestLitKeepsText: whatever the marks, the text content is unchanged, the
// elements nest, and every byte stands in exactly the marks that cover it.
func TestLitKeepsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ReplaceAll(rapid.StringMatching(`([a-z&<>"' ]|é|£|“|😀){0,40}`).Draw(t, "text"), "\r", "")
		borders := []int{0}
		for i, r := range text {
			borders = append(borders, i+utf8.RuneLen(r))
		}
		var marks []mark
		for i := range rapid.IntRange(0, 12).Draw(t, "marks") {
			a, b := rapid.SampledFrom(borders).Draw(t, "a"), rapid.SampledFrom(borders).Draw(t, "b")
			marks = append(marks, mark{Span: onrecord.Span{Start: min(a, b), End: max(a, b)}, element: "b", class: fmt.Sprint("m", i), id: fmt.Sprint("i", i)})
		}
		out := string(lit(text, onrecord.Span{End: len(text)}, marks, map[string]bool{}))
		checkCover(t, out, text, marks)
	})
}

func checkCover(t *rapid.T, out, text string, marks []mark) {
	z := html.NewTokenizer(strings.NewReader(out))
	var open []string
	ids := map[string]int{}
	at := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch kind {
		case html.StartTagToken:
			for _, a := range tok.Attr {
				if a.Key == "class" {
					open = append(open, strings.Fields(a.Val)[0])
				}
				if a.Key == "id" {
					ids[a.Val]++
				}
			}
		case html.EndTagToken:
			if len(open) == 0 {
				t.Fatalf("an end without a start in %s", out)
			}
			open = open[:len(open)-1]
		case html.TextToken:
			if !strings.HasPrefix(text[at:], tok.Data) {
				t.Fatalf("text changed at %d in %s", at, out)
			}
			checkOpen(t, open, marks, onrecord.Span{Start: at, End: at + len(tok.Data)}, out)
			at += len(tok.Data)
		}
	}
	if at != len(text) || len(open) != 0 {
		t.Fatalf("%d of %d bytes, %d left open in %s", at, len(text), len(open), out)
	}
	for i, m := range marks {
		if want := min(m.Len(), 1); ids[fmt.Sprint("i", i)] != want {
			t.Fatalf("id of %+v stands %d times in %s", m.Span, ids[fmt.Sprint("i", i)], out)
		}
	}
}

func checkOpen(t *rapid.T, open []string, marks []mark, piece onrecord.Span, out string) {
	var want []string
	for _, m := range marks {
		if m.Contains(piece) {
			want = append(want, m.class)
		} else if m.Len() > 0 && m.Overlaps(piece) {
			t.Fatalf("%+v ends inside a piece of text in %s", m.Span, out)
		}
	}
	got := slices.Clone(open)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("at %+v open are %v, want %v in %s", piece, got, want, out)
	}
}

func TestLitBoundsDepth(t *testing.T) {
	text := strings.Repeat("x", 5000)
	var marks []mark
	for i := range 5000 {
		marks = append(marks, mark{Span: onrecord.Span{Start: i / 2, End: 5000 - i/2}, element: "b"})
	}
	out := string(lit(text, onrecord.Span{End: 5000}, marks, map[string]bool{}))
	if got := strings.ReplaceAll(strings.ReplaceAll(out, "<b>", ""), "</b>", ""); got != text {
		t.Error("the text changed")
	}
	if n := strings.Count(out, "<b>"); n != maxOpen {
		t.Errorf("%d elements, want %d", n, maxOpen)
	}
}
