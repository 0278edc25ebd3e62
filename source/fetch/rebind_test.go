package fetch

import (
	"context"
	"errors"
	"net"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/onrecord/onrecord"
)

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// resolver is a real DNS server on loopback that answers every question for an
// IPv4 address with the next of its addresses, the last again and again.
func resolver(t *testing.T, addresses ...[4]byte) (*net.Resolver, *atomic.Int64) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var asked atomic.Int64
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if q.Type == dnsmessage.TypeA {
				at := int(asked.Add(1)) - 1
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0}, Body: &dnsmessage.AResource{A: addresses[min(at, len(addresses)-1)]}}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}, &asked
}

// TestANameThatComesToMeanThisMachine: a name that means a public address when it is
// looked at and this machine's when it is connected to reaches nothing.
func TestANameThatComesToMeanThisMachine(t *testing.T) {
	for name, addresses := range map[string][][4]byte{
		"at once":   {{127, 0, 0, 1}},
		"rebinding": {{203, 0, 113, 9}, {127, 0, 0, 1}},
		"metadata":  {{169, 254, 169, 254}},
	} {
		r, asked := resolver(t, addresses...)
		k := newClock()
		c := New(Options{Resolver: r, Now: k.now, Wait: k.wait, Random: func() float64 { return 0 }, Limits: Limits{Time: time.Second}})
		a, err := c.Get(t.Context(), Request{URL: "http://rebind.harbour.example/"})
		if !errors.Is(err, onrecord.ErrRefused) || asked.Load() == 0 {
			t.Errorf("%s: %+v, %v; DNS was asked %d times", name, a, err, asked.Load())
		}
	}
}
