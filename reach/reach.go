// Package reach says which network addresses the program may connect to when
// somebody else has named the host: a publisher's link, a webhook.
//
// In comes an address at the moment of connecting, when DNS has answered, so
// that a name that leads somewhere else the second time leads nowhere; out
// comes an error, or none. It refuses loopback, private, link-local and all
// other addresses that are not of the public Internet; on request it lets
// those of this machine and of private networks through, never link-local
// ones and others where clouds keep their secrets.
//
//	dialer := &net.Dialer{Control: reach.Control(reach.Public)}
package reach

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"syscall"

	"code.dny.dev/ssrf"
)

// Scope is what may be connected to.
type Scope uint8

// The scopes.
const (
	Web     Scope = iota // the public Internet, on the ports of the web: 80 and 443
	Public               // the public Internet, on any port
	Private              // this machine and private networks too, on any port
)

// What Private adds: loopback, the private networks of RFC 1918, those between a
// carrier and its customers (RFC 6598, which some private overlays use), and
// unique local addresses (RFC 4193).
var (
	privateV4 = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("100.64.0.0/10")}
	privateV6 = []netip.Prefix{netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("fc00::/7")}
)

// secrets are those of them that Private leaves closed: where clouds answer with the secrets of a machine, beside the
// link-local 169.254.169.254: AWS and Google over IPv6, Alibaba.
var secrets = []netip.Prefix{netip.MustParsePrefix("fd00:ec2::/32"), netip.MustParsePrefix("fd20:ce::254/128"), netip.MustParsePrefix("100.100.100.200/32")}

// Control returns a function for net.Dialer.Control that refuses what is out of
// scope: see Refused. It is safe for concurrent use.
func Control(s Scope) func(network, address string, c syscall.RawConn) error {
	var open []ssrf.Option
	if s != Web {
		open = append(open, ssrf.WithAnyPort())
	}
	if s == Private {
		open = append(open, ssrf.WithAllowedV4Prefixes(privateV4...), ssrf.WithAllowedV6Prefixes(privateV6...))
	}
	safe := ssrf.New(open...).Safe
	return func(network, address string, c syscall.RawConn) error {
		if at, err := netip.ParseAddrPort(address); err == nil && slices.ContainsFunc(secrets, func(p netip.Prefix) bool { return p.Contains(at.Addr().WithZone("")) }) {
			return fmt.Errorf("%w: %s is where a cloud keeps secrets", ssrf.ErrProhibitedIP, at.Addr())
		}
		return safe(network, address, c)
	}
}

// Refused reports whether a connection was not made because its address is out
// of scope.
func Refused(err error) bool {
	for _, kind := range [...]error{ssrf.ErrProhibitedIP, ssrf.ErrProhibitedPort, ssrf.ErrProhibitedNetwork, ssrf.ErrInvalidHostPort} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}
