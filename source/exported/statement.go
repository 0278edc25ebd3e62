package exported

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
)

// statements are the ids that statements had in the export, with those that they have here, where the two differ:
// of notes that come in without what no note may hold any more, and of what undoes those.
type statements map[string]string

func (s statements) read(raw []byte) Entry {
	var said onrecord.Statement
	if err := json.Unmarshal(raw, &said); err != nil {
		return failed("the statement can't be read: %v", err)[0]
	}
	return s.made(said)
}

// made checks a statement as any other that comes in, and that it is the one whose
// id it has: what somebody said is not changed on the way. But for two things: of a note of earlier
// rules the control characters are left out, and what was undone is undone under the id that it has here.
func (s statements) made(said onrecord.Statement) Entry {
	was, note := said.ID, onrecord.NoteOf(said.Note)
	cleaned := note != said.Note
	undoes, renamed := s[said.Subject]
	renamed = renamed && said.Kind == onrecord.StatementUndo
	if (cleaned || renamed) && said.MadeID() != was {
		return notItsOwn(was)
	}
	if said.Note = note; renamed {
		said.Subject = undoes
	}
	again, err := onrecord.NewStatement(said)
	if err != nil {
		return Entry{Err: err}
	}
	if !cleaned && !renamed && again.ID != was {
		return notItsOwn(was)
	}
	if again.ID != was {
		s[was] = again.ID
	}
	entry := Entry{Statement: &again}
	if cleaned {
		entry.Err = fmt.Errorf("%w: the note of the statement %s held control characters, which were left out; here it is %s", onrecord.ErrInvalid, was, again.ID)
	}
	return entry
}

// late calls yield with what undoes statements, the oldest first. What of it stood before a statement that has another id
// here undoes it under that one.
func (s statements) late(undos []Entry, yield func(Entry) error) error {
	slices.SortStableFunc(undos, func(a, b Entry) int { return a.Statement.Compare(*b.Statement) })
	for _, e := range undos {
		for s[e.Statement.Subject] != "" {
			again := s.made(*e.Statement)
			again.Place, again.Err = e.Place, cmp.Or(again.Err, e.Err)
			if e = again; e.Statement == nil {
				break
			}
		}
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

func notItsOwn(id string) Entry {
	return failed("the statement %.40q does not say what its id is made of", id)[0]
}
