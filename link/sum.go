package link

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// leastSum is the smallest sum that is linked: too many things share a smaller one.
const leastSum = 1000

// sums adds the record's sums of money.
func (p *passages) sums(out []Member) []Member {
	for i := range p.record.Figures {
		f := &p.record.Figures[i]
		if !comparableSum(f) {
			continue
		}
		m := Member{Sort: Sum, Span: f.Span, Fact: f.ID, Figure: quantity(f), Terms: p.blockTerms(f.Span), Names: p.names(f.Span)}
		value := strconv.FormatFloat(f.Value, 'g', -1, 64)
		m.Keys = append(m.Keys, NewKey("sum", f.Unit, value))
		for _, n := range m.Names[:min(len(m.Names), 4)] {
			m.Keys = append(m.Keys, NewKey("sum", f.Unit, value, n))
		}
		out = append(out, m)
	}
	return out
}

// Compared reports whether figures of that sort are compared with those of
// other releases at all.
func Compared(f *onrecord.Figure) bool { return comparableSum(f) }

func comparableSum(f *onrecord.Figure) bool {
	return f.Kind == onrecord.FigureMoney && f.Value >= leastSum
}

func quantity(f *onrecord.Figure) Quantity {
	q := Quantity{Kind: f.Kind, Unit: f.Unit, Per: f.Per, Qualifier: f.Qualifier, Value: f.Value, ValueTo: f.Value}
	if f.ValueTo != nil {
		q.ValueTo = *f.ValueTo
	}
	return q
}

// pairSums says that the later mention restates the earlier: both of one value, for one thing.
func pairSums(earlier, later *Member) (Edge, bool) {
	a, b := earlier.Figure, later.Figure
	if a.Unit != b.Unit || a.Value != b.Value || a.ValueTo != b.ValueTo || a.Per != b.Per {
		return Edge{}, false
	}
	shared := intersection(earlier.Terms, later.Terms)
	smaller := min(len(earlier.Terms), len(later.Terms))
	names := intersection(earlier.Names, later.Names)
	if len(shared) < 3 || len(shared)*3 < smaller {
		return Edge{}, false
	}
	if (len(shared)*2 < smaller || len(shared) < 4) && len(names) == 0 {
		return Edge{}, false
	}
	why := "same value; both passages have " + strings.Join(shared[:min(len(shared), 6)], ", ")
	return Edge{Kind: onrecord.LinkRestates, Why: why, Weight: min(1, float64(len(shared))/float64(max(1, smaller)))}, true
}
