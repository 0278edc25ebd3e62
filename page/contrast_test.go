package page

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/chart"
)

// TestContrast works out the contrast of every pair of colours that meet, in
// both themes, after WCAG 2.2: 4.5 for words, 3 for what marks them.
func TestContrast(t *testing.T) {
	css, err := assetFiles.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(css), "@media screen and (prefers-color-scheme: dark)")
	themes := map[string]map[string]string{"light": colours(light), "dark": colours(light)}
	for name, value := range colours(rest[:strings.Index(rest, "}\n}")]) {
		themes["dark"][name] = value
	}
	for theme, c := range themes {
		for _, pair := range []struct {
			words, ground string
			least         float64
		}{
			{"ink", "paper", 7}, {"ink", "wash", 7}, {"soft", "paper", 4.5}, {"soft", "wash", 4.5}, {"link", "paper", 4.5}, {"visited", "paper", 4.5}, {"link", "wash", 4.5},
			{"ink", "draw-1", 4.5}, {"ink", "draw-2", 4.5}, {"paper", "draw-3", 4.5}, {"paper", "draw", 4.5}, {"on-hit", "hit", 4.5}, {"ink", "fact", 4.5}, {"ink", "sought", 4.5}, {"on-gone", "gone", 4.5}, {"on-new", "new", 4.5}, {"ink", "warn", 7}, {"ink", "bad", 7},
			{"on-brand", "brand", 4.5}, {"paper", "ink", 7}, {"ink", "commitment-wash", 7}, {"ink", "quote-wash", 7},
			{"paper", "commitment", 4.5}, {"paper", "figure", 4.5}, {"paper", "quote", 4.5}, {"paper", "date", 4.5}, {"paper", "name", 4.5}, {"paper", "relation", 4.5},
			{"date", "commitment-wash", 3}, {"figure", "commitment-wash", 3}, {"commitment", "quote-wash", 3}, {"edge", "paper", 3}, {"link", "warn", 4.5}, {"link", "bad", 4.5},
		} {
			if c[pair.words] == "" || c[pair.ground] == "" {
				t.Fatalf("%s: no colour %s or %s", theme, pair.words, pair.ground)
			}
			if got := contrast(t, c[pair.words], c[pair.ground]); got < pair.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", theme, pair.words, pair.ground, got, pair.least)
			}
		}
	}
}

var colour = regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{3,6});`)

func colours(css string) map[string]string {
	out := map[string]string{}
	for _, m := range colour.FindAllStringSubmatch(css, -1) {
		out[m[1]] = m[2]
	}
	return out
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(t *testing.T, hex string) float64 {
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

// TestChartsHaveThePalette holds the colours of charts in pages, which are the
// style sheet's, against those of their files.
func TestChartsHaveThePalette(t *testing.T) {
	css, err := assetFiles.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, _, _ := strings.Cut(string(css), "@media screen and (prefers-color-scheme: dark)")
	day := onrecord.MustDate("2031-03-03")
	months := chart.Chart{Title: "Releases", Note: "by month", Form: chart.Months{Rows: []chart.MonthRow{{Label: "a", Counts: [12]int{0, 1, 4, 20, 60, 100}}}}}
	line := chart.Chart{Form: chart.Line{Value: amountBare, Points: []chart.Point{{On: day}, {On: day.AddDays(1), Value: 1, Apart: true}}}}
	files := string(months.SVG()) + string(line.SVG())
	for _, name := range []string{"ink", "soft", "edge", "line", "draw", "draw-1", "draw-2", "draw-3", "warn-edge"} {
		if of := colours(light)[name]; of == "" || !strings.Contains(files, `"#`+of+`"`) {
			t.Errorf("--%s is #%s in pages and not in files", name, of)
		}
	}
}
