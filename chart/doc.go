// Package chart draws numbers: a line of values by time, bars, spans of time,
// a calendar of months, and what stands beside a thing.
//
// In comes what is to be drawn, with the table that says the same; out comes
// SVG for a page, and SVG and PNG as files of their own. (The table as CSV is
// the feed room's to write.) In a page a
// drawing takes its colours from the style sheet, by class, so that it holds
// in light and dark and in print; as a file it carries its own, on white, with
// its title above and what it counts below.
//
// It refuses to draw what a table beside it does not say, and to begin an axis
// of amounts anywhere but at nought. It knows no store, clock or network; the
// same chart gives the same bytes.
//
// A drawing is laid out for a width: at a phone's width the letters are as
// large as at a screen's.
//
//	c := chart.Chart{Title: "Moorings repaired", Form: chart.Line{Points: points, Value: number}, Head: head, Rows: rows}
//	c.Inline(chart.Narrow) // for a page
//	c.PNG()                // for a report
package chart
