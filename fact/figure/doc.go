// Package figure reads the numbers in a release that measure something.
//
// In comes a tagged document with its dates and names; out come Figures: the
// words from the qualifier to the end of the unit, the value in whole units,
// the unit (a currency's ISO 4217 code, "percent", a unit of measure, or the
// noun that is counted, as printed), how exactly it is given, and, where the
// same sentence says so, whether it is a rise or a fall, what it was before,
// what sum it is part of, and what is measured.
//
// Numbers in digits count, and numbers in letters with a scale word ("two
// million"). It refuses numbers that are part of a date, a name, a law's
// number, an address, a telephone number, a time of day or a list's mark,
// and vague ones ("thousands of").
//
//	figures := figure.Read(doc, dates, names)
//	// "up to £60,000 per worker" → money 60000 GBP, up_to, per worker
//
// Units, currencies, qualifiers and the words around them are in words/*.txt.
package figure
