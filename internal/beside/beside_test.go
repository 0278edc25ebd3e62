package beside_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/internal/beside"
)

func TestAPanicIsAnError(t *testing.T) {
	var group errgroup.Group
	group.Go(beside.Guarded(func() error {
		var nothing []int
		_ = nothing[len(nothing)]
		return nil
	}))
	err := group.Wait()
	if err == nil || !strings.Contains(err.Error(), "index out of range") || !strings.Contains(err.Error(), "beside_test.go") {
		t.Errorf("got %v, want the panic and where it was", err)
	}
}

func TestWhatIsReturnedStays(t *testing.T) {
	want := errors.New("no")
	if err := beside.Guarded(func() error { return want })(); err != want {
		t.Errorf("got %v, want %v", err, want)
	}
	if err := beside.Guarded(func() error { return nil })(); err != nil {
		t.Error(err)
	}
}
