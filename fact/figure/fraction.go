package figure

import "unicode/utf8"

// fractions are the signs of parts, each as what it is over what.
var fractions = map[string][2]uint64{"½": {1, 2}, "¼": {1, 4}, "¾": {3, 4}, "⅓": {1, 3}, "⅔": {2, 3}, "⅛": {1, 8}}

// fractionAfter takes in the sign of a fraction after a whole number: "3½", "1 ¼".
func (r *reader) fractionAfter(a *amount) {
	sign := r.norm(a.last)
	if sign == "" || sign[0] < utf8.RuneSelf || a.divide != 1 || a.mantissa > 1e6 {
		return
	}
	if f, ok := fractions[sign]; ok {
		a.mantissa, a.divide, a.decimals, a.last = a.mantissa*f[1]+f[0], f[1], true, a.last+1
	}
}
