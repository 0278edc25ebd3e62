// Package bench measures the whole: how fast the record grows and answers.
//
// A Generator makes announcements that behave like real ones in what costs time:
// their length, how often words repeat, how many facts they hold. They come
// from a seed, so that every machine measures the same. The words are made
// up; only the commonest are English, so that stemming and phrases of common
// words do real work. README.md says how to make the table of numbers again.
package bench
