//go:build !race

package page_test

// underRace says that these tests were built with the race detector.
const underRace = false
