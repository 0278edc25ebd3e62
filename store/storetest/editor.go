package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

func editorsAndSessions(t *testing.T, s store.Store) {
	ida := store.Editor{Name: "Ida Reed", Password: "$hash$1", Since: noon}
	save := func(e store.Editor) {
		t.Helper()
		if err := s.SaveEditor(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	save(ida)
	save(store.Editor{Name: "Bram", Password: "$hash$2", Since: noon})
	session := func(key, name string, until time.Time) error {
		return s.StartSession(ctx, store.Session{Key: key, Editor: name, Started: noon, Until: until})
	}
	if err := errors.Join(session("one", ida.Name, hour(1)), session("two", ida.Name, hour(2)), session("three", "Bram", hour(2))); err != nil {
		t.Fatal(err)
	}
	if err := session("four", "Nobody", hour(1)); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a session of nobody: %v", err)
	}
	equal(t, "a session", store.Session{Key: "two", Editor: ida.Name, Started: noon, Until: hour(2)}, must(s.Session(ctx, "two", hour(1)))(t))
	ended := func(what, key string, now time.Time) {
		t.Helper()
		if _, err := s.Session(ctx, key, now); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	ended("a session over its time", "one", hour(1))
	ended("a session that never was", "", noon)
	if err := errors.Join(s.EndSession(ctx, "three"), s.EndSession(ctx, "three")); err != nil {
		t.Error(err)
	}
	ended("a session that was ended", "three", noon)

	other := ida
	other.Password, other.Since = "$hash$3", hour(5)
	save(other)
	ended("a session from before the password was changed", "two", noon)
	other.Since = noon
	equal(t, "an editor with another password", other, must(s.Editor(ctx, ida.Name))(t))
	equal(t, "all editors", []store.Editor{{Name: "Bram", Password: "$hash$2", Since: noon}, other}, must(s.Editors(ctx))(t))

	if err := session("five", ida.Name, hour(3)); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveEditor(ctx, ida.Name); err != nil {
		t.Fatal(err)
	}
	ended("a session of an editor who was removed", "five", noon)
	if err := s.RemoveEditor(ctx, ida.Name); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("removing nobody: %v", err)
	}
	if _, err := s.Editor(ctx, ida.Name); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	for _, bad := range []store.Editor{{Password: "x"}, {Name: "Ida"}, {Name: " Ida", Password: "x"}, {Name: "I\nda", Password: "x"}} {
		if err := s.SaveEditor(ctx, bad); !errors.Is(err, onrecord.ErrInvalid) {
			t.Errorf("the editor %+v: %v", bad, err)
		}
	}
}
