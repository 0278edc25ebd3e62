//go:build unix

package postgrestest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Open starts a server on the cluster in a folder, which is made where there is none, with a socket in that folder. What
// it keeps outlasts the machine, as PostgreSQL's own settings have it. Settings are "name=value". The folders above
// must let the server's user through.
func Open(folder string, port int, settings ...string) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	s := &Server{folder: folder, bin: bin, port: port}
	s.options = fmt.Sprintf("-p %d -c listen_addresses='' -c unix_socket_directories='%s'", port, folder)
	for _, setting := range settings {
		s.options += " -c " + setting
	}
	if _, err := os.Stat(filepath.Join(s.data(), "PG_VERSION")); errors.Is(err, fs.ErrNotExist) {
		return s, s.make(false)
	}
	if s.as, err = notRoot(s.folder); err != nil {
		return nil, err
	}
	return s, s.Begin()
}

// Process returns the number of the server's first process, 0 where it does not run.
func (s *Server) Process() (id int) {
	said, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(said), "\n")
	if _, err := fmt.Sscan(first, &id); err != nil {
		return 0
	}
	return id
}

// End stops the server and keeps its cluster.
func (s *Server) End() error { return s.run("pg_ctl", "-D", s.data(), "-m", "fast", "-w", "stop") }
