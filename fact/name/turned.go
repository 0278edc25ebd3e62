package name

import (
	"bytes"

	"github.com/onrecord/onrecord"
)

// joinTurned joins the bodies that are named with their topic before and after their head:
// "Department of Harbours" and "Harbours Department", "House Committee on Moorings" and
// "House Moorings Committee". They go by the form that comes first.
func (r *reader) joinTurned() {
	for e := range r.entities {
		if r.entities[e].dropped || r.entities[e].kind != onrecord.NameBody {
			continue
		}
		first, last := r.tokensOf(r.entities[e].main)
		for k := first + 1; k+1 < last; k++ {
			n := r.d.Tokens[k].Norm
			if n != "of" && n != "on" && n != "for" {
				continue
			}
			if departmental.Has(r.d.Tokens[k-1].Norm) {
				r.joinTurn(e, first, k, last)
			}
			break
		}
	}
}

// joinTurn joins entity e, whose head ends at token k, to the body that is named with
// the topic [k+1,last) before that head.
func (r *reader) joinTurn(e, first, k, last int) {
	var turned []byte
	for _, part := range [...][2]int{{first, k - 1}, {k + 1, last}, {k - 1, k}} {
		if part[0] < part[1] {
			turned = append(append(turned, r.key(part[0], part[1])...), ' ')
		}
	}
	o, ok := r.byKey[string(bytes.TrimSuffix(turned, []byte(" ")))]
	if !ok || o == e || r.entities[o].dropped || r.entities[o].kind != onrecord.NameBody {
		return
	}
	from, to := o, e
	if r.entities[o].first < r.entities[e].first {
		from, to = e, o
	}
	a, b := r.tokensOf(r.entities[from].main)
	r.byKey[string(r.key(a, b))] = to
	r.joinInto(from, to)
}
