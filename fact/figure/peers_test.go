package figure

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// peer is one case of another project: a text and the values it must give.
type peer struct {
	file, text string
	want       []float64
	kind       onrecord.FigureKind // "" where the case does not say
}

// TestPeers reads other projects' cases of money, measures, percentages, ages
// and numbers. Only values and kinds are compared; units have other names
// there. A case is passed over for one of the reasons that outside gives.
func TestPeers(t *testing.T) {
	cases := peers(t)
	if len(cases) < 500 {
		t.Fatalf("only %d cases", len(cases))
	}
	type tally struct{ right, all int }
	files, skipped := map[string]*tally{}, map[string]int{}
	total := tally{}
	for _, c := range cases {
		if reason := outside(c); reason != "" {
			skipped[reason]++
			continue
		}
		n := files[c.file]
		if n == nil {
			n = &tally{}
			files[c.file] = n
		}
		n.all++
		total.all++
		if got := read("", c.text); agrees(c, got) {
			n.right++
			total.right++
		} else if os.Getenv("SHOW_MISSES") != "" {
			var lines []string
			for _, f := range got {
				lines = append(lines, line(f))
			}
			t.Logf("%s %q: want %v %s, got %q", c.file, c.text, c.want, c.kind, lines)
		}
	}
	for f, n := range files {
		t.Logf("%-40s %3d of %3d", f, n.right, n.all)
	}
	for r, n := range skipped {
		t.Logf("passed over, %3d: %s", n, r)
	}
	share := float64(total.right) / float64(total.all)
	t.Logf("%d of %d cases: %.3f", total.right, total.all, share)
	if share < leastPeers {
		t.Errorf("share %.3f is under %.3f", share, leastPeers)
	}
}

// leastPeers goes up as the rules get better.
const leastPeers = 0.88

// outside says why a case makes no sense for announcements, "" where it does.
func outside(c peer) string {
	digits := strings.ContainsAny(c.text, "0123456789")
	lower := strings.ToLower(c.text)
	switch {
	case len(c.want) == 0:
		return "the case says what must not be read in its own domain"
	case !digits && !hasScale(lower):
		return "a number in letters without a scale word is no figure by the guide"
	case strings.ContainsAny(c.text, "^*="):
		return "arithmetic"
	case c.want[0] < 0:
		return "a value under zero: figures here count up from zero"
	case !digits && !wholeScale(lower):
		return "a number in letters whose scale word is not hundred, thousand, million, billion or trillion"
	case fraction(c.text):
		return "a vulgar fraction in digits (1/2)"
	case compound(c, lower):
		return "one value put together of two amounts (5 feet 2 inches, 20 dollars 43): both are read, each by itself"
	case hasAny(lower, "bucks", "grand", "l.e", " le", "geneh", "genihat", "satoshi", "kopiyk", "muer", "mgbp", "meur", "musd", "maud", "元", "ரூ", "egyptianpound", "saudiriyal", " sen "):
		return "slang, a local name or a trader's code for money"
	case hasAny(lower, "''", "\"", " pm", " am.", "yo man", " (kg)", "[kg]", "{kg}", "<kg>", "k.g", " gs", " in more", "5 in", "above 5 in"):
		return "a mark or short form for a unit that announcements do not use, or that is something else there"
	}
	return ""
}

func hasScale(s string) bool {
	for _, w := range []string{"hundred", "thousand", "million", "billion", "trillion", "lakh", "crore", "grand", "dozen"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func wholeScale(s string) bool {
	return !strings.Contains(s, "grand") && !strings.Contains(s, "dozen")
}

func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// fraction reports whether a digit, a slash and a digit stand in the text.
func fraction(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '/' && s[i-1] >= '0' && s[i-1] <= '9' && s[i+1] >= '0' && s[i+1] <= '9' {
			return true
		}
	}
	return false
}

// compound: one wanted value, and two or more numbers in a short text.
func compound(c peer, lower string) bool {
	if len(c.want) != 1 || c.file == "quantulum3" || len(lower) > 60 || hasAny(lower, "between", "from", " to ") {
		return false
	}
	units := 0
	for _, w := range strings.FieldsFunc(lower, func(r rune) bool { return r == ' ' || r == ',' }) {
		if w[0] >= '0' && w[0] <= '9' || len(w) > 1 && w[0] == '$' || w == "twenty" || w == "fourteen" || w == "one" || w == "fifty" || w == "forty-two" {
			units++
		}
	}
	return units > 1
}

// agrees reports whether every value wanted is found, with its kind.
func agrees(c peer, got []onrecord.Figure) bool {
	var values []float64
	for _, f := range got {
		if c.kind != "" && f.Kind != c.kind && !(c.kind == "other" && f.Kind != onrecord.FigureCount) {
			continue
		}
		values = append(values, f.Value)
		if f.ValueTo != nil {
			values = append(values, *f.ValueTo)
			if c.file == "quantulum3" { // the middle stands for a range there
				values = append(values, (f.Value+*f.ValueTo)/2)
			}
		}
		if strings.Contains(f.Text, "cent") || strings.Contains(f.Text, "pence") || strings.Contains(f.Text, "¢") {
			values = append(values, f.Value*100) // small coins count by themselves there
		}
		if c.file == "duckling Quantity" { // grams there, whatever is printed
			switch f.Unit {
			case "kg":
				values = append(values, f.Value*1000)
			case "mg":
				values = append(values, f.Value/1000)
			}
		}
	}
	for _, w := range c.want {
		found := false
		for _, v := range values {
			found = found || math.Abs(v-w) <= 1e-9*math.Max(math.Abs(w), 1)
		}
		if !found {
			return false
		}
	}
	return true
}

func peers(t *testing.T) []peer {
	var out []peer
	out = append(out, ducklings(t)...)
	out = append(out, recognizers(t)...)
	return append(out, quantulum(t)...)
}

// ducklings: one value a text; several where it is an interval.
func ducklings(t *testing.T) []peer {
	var out []peer
	for file, kind := range map[string]onrecord.FigureKind{"AmountOfMoney": onrecord.FigureMoney, "Distance": onrecord.FigureLength, "Volume": onrecord.FigureVolume, "Quantity": "other"} {
		lines := bufio.NewScanner(bytes.NewReader(sharedtest.Read(t, "cases/numbers/duckling-"+file+".jsonl")))
		for lines.Scan() {
			var c struct {
				Text, Section, Expr, Locale string
				Values                      []float64
			}
			if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
				t.Fatal(err)
			}
			if c.Section != "allExamples" || c.Locale != "en" {
				continue
			}
			if c.Values == nil {
				c.Values = numbersIn(c.Expr)
			}
			out = append(out, peer{file: "duckling " + file, text: c.Text, want: c.Values, kind: kind})
		}
	}
	return out
}

// numbersIn takes the numbers out of an expectation like "between Gram (2,7)".
func numbersIn(expr string) []float64 {
	var out []float64
	expr, _, _ = strings.Cut(expr, "Just")
	for _, w := range strings.FieldsFunc(expr, func(r rune) bool { return strings.ContainsRune(" (),", r) }) {
		if v, err := strconv.ParseFloat(w, 64); err == nil {
			out = append(out, v)
		}
	}
	return out
}

func recognizers(t *testing.T) []peer {
	var out []peer
	for file, kind := range map[string]onrecord.FigureKind{"CurrencyModel": onrecord.FigureMoney, "DimensionModel": "other", "PercentModel": onrecord.FigurePercent, "AgeModel": onrecord.FigureDuration} {
		var cases []struct {
			Input   string
			Results []struct {
				Text       string
				Resolution struct{ Value any }
			}
		}
		if err := json.Unmarshal(sharedtest.Read(t, "cases/numbers/recognizers-"+file+".json"), &cases); err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			p := peer{file: "recognizers " + file, text: c.Input, kind: kind}
			for _, r := range c.Results {
				s, _ := r.Resolution.Value.(string)
				v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
				if err == nil && (strings.ContainsAny(r.Text, "0123456789") || hasScale(strings.ToLower(r.Text))) {
					p.want = append(p.want, v)
				}
			}
			out = append(out, p)
		}
	}
	return out
}

func quantulum(t *testing.T) []peer {
	var cases []struct {
		Req string
		Res []struct {
			Value         float64
			Unit, Surface string
		}
	}
	if err := json.Unmarshal(sharedtest.Read(t, "cases/numbers/quantulum3-quantities.json"), &cases); err != nil {
		t.Fatal(err)
	}
	var out []peer
	for _, c := range cases {
		p := peer{file: "quantulum3", text: c.Req}
		for _, r := range c.Res {
			if r.Unit != "dimensionless" && (strings.ContainsAny(r.Surface, "0123456789") || hasScale(r.Surface)) {
				p.want = append(p.want, r.Value)
			}
		}
		out = append(out, p)
	}
	return out
}
