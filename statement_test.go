package onrecord_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

func TestNotesAreWriting(t *testing.T) {
	said := onrecord.Statement{Kind: onrecord.StatementConfirm, Subject: onrecord.StableID("fact"), By: "Ida", At: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)}
	for note, want := range map[string]string{
		"Two lines,\r\nand a\ttab.": "", "Ünïcode – “quoted”": "",
		"nothing\x00here": "U+0000 at byte 7", "a bell\a": "U+0007", "\x1b[31mred": "U+001B at byte 0", "next line\u0085": "", "so\u0085it is": "U+0085", "delete\x7fd": "U+007F",
	} {
		said.Note = note
		kept, err := onrecord.NewStatement(said)
		switch {
		case want == "" && (err != nil || kept.Note != strings.TrimSpace(note)):
			t.Errorf("%q: %q, %v", note, kept.Note, err)
		case want != "" && (!errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v, want an error with %q", note, err, want)
		}
	}
	said.Note, said.Kind = "", onrecord.StatementCorrect
	said.Corrections = []onrecord.Correction{{Field: onrecord.FieldWords, Value: "a\x00b"}}
	if _, err := onrecord.NewStatement(said); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("the words of a correction with a NUL: %v", err)
	}
}
