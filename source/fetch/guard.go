package fetch

import (
	"net"
	"net/http"
	"time"

	"github.com/onrecord/onrecord/reach"
)

// newHTTP returns a client that looks at the address of every connection it
// makes, once DNS has answered. It follows no redirects by itself, takes no
// coding off, keeps no cookies.
func newHTTP(o Options, local bool) *http.Client {
	scope := reach.Web
	if local {
		scope = reach.Private
	}
	dialer := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second, Resolver: o.Resolver, Control: reach.Control(scope)}
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
