package store

import (
	"context"
	"time"
)

// Editors keeps who may change what people say, and who of them is signed in.
// What is kept of a password and of a session is of no use to whoever reads it.
type Editors interface {
	// Editors lists all editors by name.
	Editors(ctx context.Context) ([]Editor, error)
	// Editor returns one editor. The error wraps ErrNotFound where there is none.
	Editor(ctx context.Context, name string) (Editor, error)
	// SaveEditor keeps a new editor, or another password of one that there
	// is, and then ends all sessions of that editor. Since stays as it was
	// first kept. A name is 1 to onrecord.MaxStatementBy bytes of one line.
	SaveEditor(ctx context.Context, e Editor) error
	// RemoveEditor removes an editor and ends all sessions of that editor. What
	// the editor said stays. The error wraps ErrNotFound where there is none.
	RemoveEditor(ctx context.Context, name string) error
	// StartSession keeps a session of an editor that there is, and forgets
	// those that had ended by its start.
	StartSession(ctx context.Context, s Session) error
	// Session returns the session with that key that has not ended by now. The
	// error wraps ErrNotFound where there is none.
	Session(ctx context.Context, key string, now time.Time) (Session, error)
	// EndSession ends a session; one that is not there is no error.
	EndSession(ctx context.Context, key string) error
}

// Editor is somebody who may say things in the record from another machine.
type Editor struct {
	Name string
	// Password is what the password is checked against, in the form of a
	// hashing function's encoded string; never the password.
	Password string
	Since    time.Time
}

// Session is an editor signed in.
type Session struct {
	// Key is made of the secret that the browser holds, by a hash.
	Key            string
	Editor         string
	Started, Until time.Time
}
