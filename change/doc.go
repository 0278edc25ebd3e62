// Package change tells what differs between two versions of one release: in
// words, in facts, and whether the publisher said so.
//
// In come two versions with their facts and the places where each was found;
// out comes one onrecord.Change. It is pure: the same two versions give the
// same change. It refuses nothing, and guesses nothing: a fact is taken to have
// changed to another only where no third one stands in the place of the two;
// facts that differ where no word was edited differ by reading and are no
// change; and what was read from two different places, or twice from one capture, is not told as an edit.
//
//	c := change.Of(change.Version{Record: old, Places: was}, change.Version{Record: now, Places: is})
//	fmt.Println(c.Declaration, c.Why) // undeclared 1 figure changed; 2 words added, 1 removed
//
// # Rank
//
// What touches facts stands first, other words next, and last what is only
// punctuation, spacing, capitals, the order of paragraphs, or lines beside the
// announcement, such as whom to call (words/aside.txt). Nothing is left out for
// being low.
package change
