package fetch

import (
	"net"
	"net/http"
	"net/netip"
	"time"

	"code.dny.dev/ssrf"
)

// What a local request may reach beside the public Internet: loopback, the private
// networks of RFC 1918, those between a carrier and its customers (RFC 6598, which some
// private overlays use), and unique local addresses (RFC 4193). Link-local is not
// among them.
var (
	localV4 = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("100.64.0.0/10")}
	localV6 = []netip.Prefix{netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("fc00::/7")}
)

// newHTTP returns a client that looks at the address of every connection it
// makes, once DNS has answered. It follows no redirects by itself, takes no
// coding off, keeps no cookies.
func newHTTP(o Options, local bool) *http.Client {
	var open []ssrf.Option
	if local {
		open = append(open, ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(localV4...), ssrf.WithAllowedV6Prefixes(localV6...))
	}
	dialer := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second, Resolver: o.Resolver, Control: ssrf.New(open...).Safe}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // unpacked under limits of our own
			MaxIdleConns:           32,
			MaxIdleConnsPerHost:    atOnce,
			IdleConnTimeout:        30 * time.Second,
			TLSHandshakeTimeout:    15 * time.Second,
			ResponseHeaderTimeout:  o.Limits.Time,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
