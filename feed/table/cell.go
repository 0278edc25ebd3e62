package table

import (
	"encoding/json"
	"time"

	"github.com/onrecord/onrecord"
)

// These make cells: nil of what is not known.

func text[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}

func texts[S ~string](list []S) any {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, string(s))
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func dayOf(d onrecord.Date) any {
	if d.IsZero() {
		return nil
	}
	return d
}

func momentOf(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

func numberOf(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

func address(u *string) any {
	if u == nil {
		return nil
	}
	return text(*u)
}

// jsonOf is nil for a list that is empty.
func jsonOf[T any](list []T) any {
	if len(list) == 0 {
		return nil
	}
	b, err := json.Marshal(list)
	if err != nil {
		return nil // none of what is kept can fail
	}
	return string(b)
}
