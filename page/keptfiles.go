package page

import (
	"context"
	"sync"

	"github.com/onrecord/onrecord/store"
)

// keptFiles remembers files that were made of the record as it was when it had been written to so often, by what
// they were made of. The zero value is ready. It is safe for concurrent use.
type keptFiles struct {
	mu      sync.Mutex
	written int64
	files   map[string][]byte
	size    int
}

// mostKept bounds the bytes of the files that are remembered.
const mostKept = 16 << 20

// file returns the file of that key of the record as it is after so many writes, nil where it is not remembered. Nobody
// may change it. Files of an earlier state are forgotten.
func (k *keptFiles) file(written int64, key string) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.files == nil || written > k.written {
		k.written, k.files, k.size = written, map[string][]byte{}, 0
	}
	if written < k.written {
		return nil
	}
	return k.files[key]
}

// keep remembers a file, unless another has seen a newer state; others, any of them, make room for it.
func (k *keptFiles) keep(written int64, key string, file []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if written != k.written || k.files == nil || len(file) > mostKept/4 {
		return
	}
	k.size -= len(k.files[key])
	for other, old := range k.files {
		if k.size+len(file) <= mostKept {
			break
		}
		if other != key {
			k.size -= len(old)
			delete(k.files, other)
		}
	}
	k.files[key], k.size = file, k.size+len(file)
}

// ofState returns the file of that key of the record as it is, or makes it.
func (k *keptFiles) ofState(ctx context.Context, s store.Reader, key string, make func() ([]byte, error)) ([]byte, error) {
	k.mu.Lock()
	since := k.written
	k.mu.Unlock()
	touched, err := s.Touched(ctx, since)
	if err != nil {
		return nil, err
	}
	if file := k.file(touched.Written, key); file != nil {
		return file, nil
	}
	file, err := make()
	if err == nil {
		k.keep(touched.Written, key, file)
	}
	return file, err
}
