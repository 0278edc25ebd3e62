//go:build unix

// Package postgrestest starts PostgreSQL servers of their own for tests.
package postgrestest

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// Server is a PostgreSQL server with a cluster of its own in a temporary folder. It does not
// see to it that what it keeps outlasts the machine.
type Server struct {
	folder, bin string
	as          *syscall.SysProcAttr
	options     string
	port        int
}

// Start makes a cluster and starts a server on it, which listens on a socket in its own folder, and
// on the addresses too, which may be none. It runs as another user where the tests are run by root.
func Start(port int, addresses string) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "onrecord-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{folder: folder, bin: bin, port: port}
	s.options = fmt.Sprintf("-p %d -c listen_addresses='%s' -c unix_socket_directories='%s' -c fsync=off -c synchronous_commit=off -c full_page_writes=off", port, addresses, folder)
	if err := s.make(addresses != ""); err != nil {
		s.Remove()
		return nil, err
	}
	return s, nil
}

func (s *Server) make(remote bool) (err error) {
	if s.as, err = notRoot(s.folder); err != nil {
		return err
	}
	if err := s.run("initdb", "-D", s.data(), "-U", "onrecord", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"); err != nil {
		return err
	}
	if remote {
		rules, err := os.OpenFile(filepath.Join(s.data(), "pg_hba.conf"), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		if _, err := rules.WriteString("host all all 0.0.0.0/0 trust\n"); err != nil {
			return err
		}
		if err := rules.Close(); err != nil {
			return err
		}
	}
	return s.Begin()
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

// Begin starts the server where it was stopped, and waits until it answers.
func (s *Server) Begin() error {
	return s.run("pg_ctl", "-D", s.data(), "-o", s.options, "-l", filepath.Join(s.folder, "log"), "-w", "start")
}

// Halt stops the server as a loss of power would: nobody is told.
func (s *Server) Halt() error {
	return s.run("pg_ctl", "-D", s.data(), "-m", "immediate", "-w", "stop")
}

// Remove stops the server and drops its cluster.
func (s *Server) Remove() {
	_ = s.Halt()
	_ = os.RemoveAll(s.folder)
}

// Address is the server's database over its socket.
func (s *Server) Address() string {
	return (&url.URL{Scheme: "postgres", User: url.User("onrecord"), Path: "/postgres", RawQuery: url.Values{"host": {s.folder}, "port": {strconv.Itoa(s.port)}}.Encode()}).String()
}

// AddressAt is the server's database at one of the addresses that it listens on.
func (s *Server) AddressAt(host string) string {
	return (&url.URL{Scheme: "postgres", User: url.User("onrecord"), Host: net.JoinHostPort(host, strconv.Itoa(s.port)), Path: "/postgres"}).String()
}

func (s *Server) run(name string, args ...string) error {
	c := exec.Command(filepath.Join(s.bin, name), args...)
	c.SysProcAttr, c.Dir = s.as, s.folder
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %v: %s", name, err, out)
	}
	return nil
}

// binaries returns the folder of PostgreSQL's programs: Debian keeps most of them off the path.
func binaries() (string, error) {
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	found, err := exec.LookPath("initdb")
	return filepath.Dir(found), err
}

// notRoot gives the folder to a user whom PostgreSQL runs as, where the tests are run by root.
func notRoot(folder string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chown(folder, uid, gid)
}
