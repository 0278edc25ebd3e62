package sqlite

import (
	"context"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Check implements store.Store.
func (s *Store) Check(ctx context.Context, progress func(step string, done, total int)) (store.CheckReport, error) {
	return store.CheckReport{}, fmt.Errorf("%w: check", onrecord.ErrUnsupported)
}

// Backup implements store.Store.
func (s *Store) Backup(ctx context.Context, file string) error {
	return fmt.Errorf("%w: backup", onrecord.ErrUnsupported)
}
