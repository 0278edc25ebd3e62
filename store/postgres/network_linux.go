package postgres

import (
	"errors"
	"syscall"

	"golang.org/x/sys/unix"
)

// giveUp has a connection fail once what was sent has had no answer for silentFor.
func giveUp(network, _ string, conn syscall.RawConn) error {
	if network == "unix" {
		return nil
	}
	var failed error
	err := conn.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(silentFor.Milliseconds()))
	})
	return errors.Join(err, failed)
}
