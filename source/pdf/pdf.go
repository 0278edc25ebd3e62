// Package pdf will read PDF files; so far it only recognises and refuses them.
package pdf

import (
	"bytes"
	"fmt"

	"github.com/onrecord/onrecord"
)

// Recognise reports whether the capture begins as a PDF file does.
func Recognise(c onrecord.Capture) bool {
	return bytes.Contains(c.Body[:min(len(c.Body), 1024)], []byte("%PDF-"))
}

// Read refuses the capture.
func Read(onrecord.Capture) ([]onrecord.Draft, []onrecord.Problem) {
	return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v: PDF is not read yet", onrecord.ErrUnsupported)}}
}
