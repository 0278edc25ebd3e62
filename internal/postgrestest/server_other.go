//go:build !unix

package postgrestest

import "errors"

// Server is a PostgreSQL server; here none can be started.
type Server struct{}

// Start says that none can be started.
func Start(int, string) (*Server, error) {
	return nil, errors.New("tests start PostgreSQL on Unix only")
}

// Address and Remove are never called.
func (*Server) Address() string { return "" }
func (*Server) Remove()         {}

// Open says that none can be started.
func Open(string, int, ...string) (*Server, error) { return Start(0, "") }

// Process and End are never called.
func (*Server) Process() int { return 0 }
func (*Server) End() error   { return nil }
