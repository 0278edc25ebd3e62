package post

import (
	"embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/fact/tag"
)

//go:embed words/*.txt
var files embed.FS

// The lists by which a role is read.
var (
	postForm    = tag.MustList(files, "words/form.txt")
	postSeveral = tag.MustList(files, "words/several.txt")
	postBody    = tag.MustList(files, "words/body.txt")
	postRank    = tag.MustList(files, "words/rank.txt")
)

// Read reads a role, as printed, into its post, in one form however it is
// printed, and the body that it names, as printed; either is "" where the role
// does not tell it, both are for a role of more than 40 words. bodies are the
// known names of bodies in lower case, and may be nil.
func Read(role string, bodies map[string]bool) (post, body string) {
	words := roleWords(role)
	if len(words) > longestRole {
		return "", ""
	}
	first, head := postHead(words)
	if head < 0 {
		return "", ""
	}
	end := segmentEnd(words, head)
	before, body := bodyBefore(words[first:head], bodies)
	first += before
	cut, after := bodyAfter(words[:end], first, head, bodies)
	if after != "" {
		body = after
	} else if cut == end && portfolio(words, head, end) {
		cut = len(words) // "Minister for Housing, Planning and Ports"
	}
	for s := end; body == "" && s < len(words) && cut <= end; s = segmentEnd(words, s) {
		if seg := words[s:segmentEnd(words, s)]; namesBody(seg, bodies, true) {
			body = printed(seg)
		}
	}
	if body == "" && first > 0 && words[first-1].comma && namesBody(words[:first], bodies, false) {
		body = printed(words[:first])
	}
	for first < cut && first < head && IsRank(words[first].lower) && !ofPeer(words[first].lower) {
		first++
	}
	return canonical(words[first:cut]), body
}

// IsRank reports whether a word, in lower case, is a rank or a form of address
// that stands before a post and is no part of it.
func IsRank(word string) bool { return postRank.Has(strings.TrimSuffix(word, ".")) }

// EndsBody reports whether a word, in lower case, is one that names of bodies
// end with.
func EndsBody(word string) bool {
	_, is := postBody.Lookup(word)
	return is
}

// roleWord is one word of a role; comma says that one stands after it.
type roleWord struct {
	printed, lower string
	comma          bool
}

// longestRole is how many words a role may have to be read.
const longestRole = 40

// roleWords cuts a role into words, without what stands in brackets.
func roleWords(role string) []roleWord {
	var out []roleWord
	depth := 0
	for _, f := range strings.Fields(role) {
		depth += strings.Count(f, "(")
		bracketed := depth > 0
		depth -= strings.Count(f, ")")
		w := strings.TrimRight(f, ",;:)")
		comma := strings.ContainsAny(f[len(w):], ",;")
		if bracketed || w == "" {
			if comma && len(out) > 0 {
				out[len(out)-1].comma = true
			}
			continue
		}
		out = append(out, roleWord{w, strings.ReplaceAll(strings.ToLower(w), "’", "'"), comma})
	}
	return out
}

// postHead returns the first word of the first part of the role, between
// commas, that names a post, and the index of the word that does: head is -1
// where none does.
func postHead(words []roleWord) (first, head int) {
	agent, agentFirst := -1, 0
	for i, w := range words {
		if i > 0 && words[i-1].comma {
			first = i
		}
		if names(words, i) {
			for i+1 < len(words) && !w.comma && names(words, i+1) {
				i++ // "Chief Executive Officer"
				w = words[i]
			}
			return first, i
		}
		if agent < 0 && agentive(w.lower) && (w.comma || i+1 == len(words) || joins(words[i+1].lower)) {
			agent, agentFirst = i, first
		}
	}
	return agentFirst, agent
}

// names reports whether word i is the head of a post.
func names(words []roleWord, i int) bool {
	w := strings.TrimSuffix(words[i].lower, ".")
	if form, n := writtenOut(words[:i+1], i); n == 1 {
		w = strings.ToLower(form[strings.LastIndexByte(form, ' ')+1:])
	}
	if at := strings.LastIndexByte(w, '-'); at > 0 {
		w = w[at+1:]
	}
	return tag.Lists(w)&tag.PostHead != 0 || w == "executive" && i > 0 && words[i-1].lower == "chief" || w == "councillor" || w == "member"
}

// agentive reports whether a word names somebody by what they do: "epidemiologist".
func agentive(w string) bool {
	for _, s := range [...]string{"er", "or", "ist", "ian", "ant", "man", "woman"} {
		if len(w) > len(s)+3 && strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}

// joins reports whether the word leads from a post to its field or body.
func joins(w string) bool {
	switch w {
	case "at", "of", "for", "from", "with", "in", "on", "to", "within":
		return true
	}
	return false
}

// ofPeer reports whether a word is a peer's title, which is a part of the post
// right before its head: "Lord Chancellor".
func ofPeer(w string) bool { return w == "lord" || w == "lady" }

func segmentEnd(words []roleWord, i int) int {
	for ; i < len(words); i++ {
		if words[i].comma {
			return i + 1
		}
	}
	return len(words)
}

// bodyBefore reads the body that the words before a post's head name, and how
// many words of them it takes: "Harbour Trust Chief Executive", "the Trust's
// Chair".
func bodyBefore(words []roleWord, bodies map[string]bool) (int, string) {
	start := 0
	for start < len(words) && IsRank(words[start].lower) {
		start++
	}
	for k := len(words); k > start; k-- {
		run := words[start:k]
		last := run[len(run)-1]
		if owner, is := strings.CutSuffix(last.lower, "'s"); is {
			body := strings.TrimSuffix(strings.TrimSuffix(printed(run), "’s"), "'s")
			known := bodies[strings.ToLower(body)] || len(run) > 1 && IsCapital(run[0].printed) || IsAcronym(body)
			if known {
				return k, body
			}
			if !IsCapital(run[0].printed) && len(run) == 1 && owner != "" {
				return k, ""
			}
			continue
		}
		if bodies[strings.ToLower(printed(run))] {
			return k, printed(run)
		}
		if _, is := postBody.Lookup(last.lower); is && len(run) > 1 && allCapital(run) {
			return k, printed(run)
		}
		if len(run) == 1 && IsAcronym(last.printed) && len(words)-k <= 2 {
			return k, last.printed
		}
	}
	return 0, ""
}

// bodyAfter reads the body that the words after a post's head name, from the
// last on: "Director of Policy at the Association of Ports". It returns the
// index after the post.
func bodyAfter(words []roleWord, first, head int, bodies map[string]bool) (int, string) {
	for i := len(words) - 2; i > head; i-- {
		w := words[i].lower
		if !joins(w) {
			continue
		}
		rest := words[i+1:]
		article := rest[0].lower == "the" || rest[0].lower == "our"
		if article {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			continue
		}
		if w == "at" && (IsCapital(rest[0].printed) || article) || !ministerial(words[first:i], w) && namesBody(rest, bodies, false) && (article || strongly(rest, bodies)) {
			return i, printed(rest)
		}
	}
	return len(words), ""
}

// ministerial reports whether the words are a post of a government whose
// field follows: "Minister for the Coast Service".
func ministerial(words []roleWord, joint string) bool {
	if joint != "for" && joint != "of" {
		return false
	}
	for _, w := range words {
		if w.lower == "minister" || w.lower == "secretary" || w.lower == "mayor" || strings.HasPrefix(w.lower, "under-secretary") {
			return true
		}
	}
	return false
}

// namesBody reports whether the words are the name of a body. Apart says that
// they stand alone between commas after a post, where any name is one.
func namesBody(words []roleWord, bodies map[string]bool, apart bool) bool {
	if bodies[strings.ToLower(printed(words))] || len(words) == 1 && IsAcronym(words[0].printed) {
		return true
	}
	named, open := false, false
	for i, w := range words {
		if names(words, i) {
			return false
		}
		open = open || i > 0 && joins(w.lower)
		if _, is := postBody.Lookup(w.lower); is && !open && IsCapital(w.printed) {
			named = true
		}
	}
	return named && IsCapital(words[0].printed) || apart && len(words) > 1 && allCapital(words)
}

// strongly reports whether the words name a body without an article: by a
// name that the release knows, or a word that is nothing else.
func strongly(words []roleWord, bodies map[string]bool) bool {
	if bodies[strings.ToLower(printed(words))] || IsAcronym(words[0].printed) {
		return true
	}
	for _, w := range words {
		if joins(w.lower) {
			return false
		}
		if v, is := postBody.Lookup(w.lower); is && v != "named" {
			return true
		}
	}
	return false
}

// portfolio reports whether the part of a role that ends at end is a post
// whose fields go on after a comma.
func portfolio(words []roleWord, head, end int) bool {
	field := false
	for _, w := range words[head:end] {
		field = field || w.lower == "for" || w.lower == "of"
	}
	if !field {
		return false
	}
	for i := end; i < len(words); i++ {
		if names(words, i) {
			return false
		}
		if w := words[i].lower; w == "and" || w == "&" {
			return i+1 < len(words)
		}
	}
	return false
}

// printed returns the words as the role has them.
func printed(words []roleWord) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.printed)
		if w.comma && i+1 < len(words) {
			b.WriteByte(',')
		}
	}
	return b.String()
}

// canonical writes a post in its one form: short forms written out, in the
// letter case of a title.
func canonical(words []roleWord) string {
	loud := true // all in capitals
	for _, w := range words {
		loud = loud && w.printed == strings.ToUpper(w.printed)
	}
	loud = loud && len(words) > 1
	var b strings.Builder
	for i := 0; i < len(words); {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		form, n := writtenOut(words, i)
		if n == 0 {
			form, n = titleCase(words[i], loud, i == 0), 1
		}
		b.WriteString(form)
		i += n
		if words[i-1].comma && i < len(words) {
			b.WriteByte(',')
		}
	}
	return b.String()
}

// writtenOut returns the form of the longest listed short form, or plural, that the
// words from i on begin with, and how many words it takes.
func writtenOut(words []roleWord, i int) (string, int) {
	for n := min(3, len(words)-i); n > 0; n-- {
		key := words[i].lower
		for _, w := range words[i+1 : i+n] {
			key += " " + w.lower
		}
		form, ok := postForm.Lookup(key)
		if !ok && (i == 0 || words[i-1].lower != "of") {
			form, ok = postSeveral.Lookup(key)
		}
		if ok {
			return form, n
		}
	}
	return "", 0
}

// titleCase writes a word of a post with a capital, words of grammar without.
func titleCase(w roleWord, loud, first bool) string {
	s := w.printed
	if loud {
		s = w.lower
	}
	if !first && tag.Lists(w.lower)&tag.Function != 0 {
		return w.lower
	}
	parts := strings.Split(s, "-")
	for i, p := range parts {
		if r, n := utf8.DecodeRuneInString(p); n > 0 {
			parts[i] = string(unicode.ToUpper(r)) + p[n:]
		}
	}
	return strings.Join(parts, "-")
}

// IsCapital reports whether a word starts with a capital or a digit.
func IsCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// allCapital reports whether all words but those of grammar have capitals.
func allCapital(words []roleWord) bool {
	for _, w := range words {
		if !IsCapital(w.printed) && tag.Lists(w.lower)&tag.Function == 0 && w.lower != "&" {
			return false
		}
	}
	return IsCapital(words[0].printed)
}

// IsAcronym reports whether the word is three or more capital letters and no
// short form of a post.
func IsAcronym(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	_, post := postForm.Lookup(strings.ToLower(s))
	return n >= 3 && !post
}
