package text

// Sentences cuts the tokens of one block into sentences and returns, for
// each, the half-open range of indexes into tokens. Every token belongs to
// exactly one sentence; no tokens give no sentences.
//
// A sentence ends after ".", "!", "?" or "…" with the closing quotation marks
// and brackets glued to it, unless the full stop closes an abbreviation
// ("Mr.", "U.S.", "No. 10"), stands inside a name's initials, or what follows
// starts in lower case.
func Sentences(s string, tokens []Token) [][2]int {
	var out [][2]int
	start := 0
	for i := 0; i < len(tokens); i++ {
		if !isTerminator(s, tokens[i]) {
			continue
		}
		end := i + 1
		for end < len(tokens) && tokens[end].Glued && (isTerminator(s, tokens[end]) || isCloser(s, tokens[end])) {
			end++
		}
		if end < len(tokens) && !endsHere(s, tokens, i, end) {
			continue
		}
		out = append(out, [2]int{start, end})
		start, i = end, end-1
	}
	if start < len(tokens) {
		out = append(out, [2]int{start, len(tokens)})
	}
	return out
}

func isTerminator(s string, t Token) bool {
	if t.Kind != Punct {
		return false
	}
	switch t.Of(s) {
	case ".", "!", "?", "…":
		return true
	}
	return false
}

func isCloser(s string, t Token) bool {
	if t.Kind != Punct {
		return false
	}
	switch t.Of(s) {
	case "”", "’", "\"", "'", ")", "]", "»":
		return true
	}
	return false
}

// endsHere decides whether the terminator at i, whose run ends before the
// token at end, ends its sentence.
func endsHere(s string, tokens []Token, i, end int) bool {
	next := tokens[end]
	if next.Glued && end == i+1 && s[tokens[i].Start] == '.' {
		return i > 0 && lostSpace(tokens[i-1], next) // not "gov.uk", "1.a"
	}
	if next.Kind == Word && next.Shape == Lower {
		return false
	}
	if next.Kind == Punct && next.Glued && (next.Norm == "," || next.Norm == ";") {
		return false // "Doe (D-Conn.), a member"
	}
	if s[tokens[i].Start] != '.' || i == 0 || !tokens[i].Glued {
		return true
	}
	prev := tokens[i-1]
	if prev.Kind != Word {
		return true
	}
	if prev.End-prev.Start == 1 && prev.Shape == Title && prev.Norm != "i" {
		// An initial, or the last letter of "U.S.": it ends a sentence only
		// where a longer dotted run is followed by a word that starts one.
		return i >= 2 && tokens[i-2].Norm == "." && tokens[i-1].Glued && startsSentence(next.Norm)
	}
	if prev.Norm == "co" && prev.Shape == Title && i > 1 && tokens[i-2].Shape == Lower {
		return false // "in Co. Mayo", a county; but "Roe & Co. will"
	}
	if next.Norm == "(" && (prev.Norm == "inc" || prev.Norm == "corp" || prev.Norm == "ltd") {
		return false // "Roe Ropes Inc. (Roe) and its officers"
	}
	return !abbreviations[prev.Norm]
}

// lostSpace reports whether the words on both sides of a full stop are those of
// two sentences whose space was lost: "of the plan.Wardens say", "said Doe.These
// wardens say".
func lostSpace(prev, next Token) bool {
	if prev.Kind != Word || prev.End-prev.Start < 3 || next.Kind != Word || next.Shape != Title {
		return false
	}
	long := next.End-next.Start >= 4 && prev.End-prev.Start >= 4 && !abbreviations[prev.Norm] // not "Corvane.Gov"
	switch prev.Shape {
	case Lower:
		return !prev.Glued && (next.End-next.Start > 1 || next.Norm == "i")
	case Title:
		return !prev.Glued && !abbreviations[prev.Norm] && startsSentence(next.Norm) || long
	case Upper:
		return long || startsSentence(next.Norm)
	}
	return false
}

// startsSentence holds words that, capitalised after "U.S.", are more likely
// the start of a new sentence than a name's next word.
func startsSentence(norm string) bool {
	switch norm {
	case "the", "this", "that", "these", "those", "it", "he", "she", "they", "we", "in", "on", "at", "as", "but", "and", "a", "an", "for", "i", "our", "his", "her", "their":
		return true
	}
	return false
}

// abbreviations are words after which a full stop does not end a sentence.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "rev": true, "hon": true, "rt": true,
	"sen": true, "sens": true, "rep": true, "reps": true, "gov": true, "gen": true, "col": true, "lt": true, "sgt": true, "sgts": true, "mt": true, "ft": true, "rs": true, "capt": true, "maj": true, "cmdr": true, "adm": true,
	"st": true, "jr": true, "sr": true, "vs": true, "v": true, "no": true, "nos": true, "art": true, "para": true, "sec": true, "vol": true, "pp": true, "p": true,
	"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sept": true, "sep": true, "oct": true, "nov": true, "dec": true,
	"approx": true, "dept": true, "govt": true, "fig": true, "cf": true, "al": true,
}
