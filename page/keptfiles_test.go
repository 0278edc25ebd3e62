package page

import (
	"fmt"
	"testing"
)

// TestKeptFiles: a file counts for one state of the record, and those that are remembered have a bound.
func TestKeptFiles(t *testing.T) {
	var k keptFiles
	if k.file(2, "a") != nil {
		t.Error("a file is there before any was kept")
	}
	k.keep(2, "a", []byte("of two"))
	k.keep(1, "b", []byte("of one"))
	if string(k.file(2, "a")) != "of two" || k.file(2, "b") != nil || k.file(1, "a") != nil {
		t.Error("files of two states are mixed up")
	}
	if k.file(3, "a") != nil || k.file(2, "a") != nil {
		t.Error("a file outlives its state")
	}
	large := make([]byte, mostKept/8)
	for i := range 40 {
		k.keep(3, fmt.Sprint(i), large)
		k.keep(3, fmt.Sprint(i), large)
	}
	held := 0
	for _, file := range k.files {
		held += len(file)
	}
	if held != k.size || held > mostKept || held < mostKept/2 || k.file(3, "39") == nil {
		t.Errorf("%d files of %d bytes, counted as %d", len(k.files), held, k.size)
	}
	k.keep(3, "whole", make([]byte, mostKept))
	if k.file(3, "whole") != nil {
		t.Error("a file is kept that would take the room of all others")
	}
}
