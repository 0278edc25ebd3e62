package postgres

import (
	"net"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// How long a connection is held that leads nowhere: where a host or the way to it is lost, nobody is told, and
// TCP alone would have a reader wait for a quarter of an hour, and the server keep the locks of a lost
// writer for two hours.
const (
	// connectWithin bounds how long a connection may take to be made, and whoever needs one waits for it, where the
	// address does not say (connect_timeout).
	connectWithin = 5 * time.Second
	// pingWithin bounds the question whether a connection that nobody used for a second still leads somewhere.
	pingWithin = 2 * time.Second
	// silentFor is how long the other side may leave without an answer what was sent to it.
	silentFor = 15 * time.Second
	// Whether the other side is still there is asked after probeAfter in which nothing came, and then each probeEvery;
	// it is taken to be lost once it has left probes of these without an answer.
	probeAfter = 5 * time.Second
	probeEvery = 5 * time.Second
	probes     = 2
	// endWithin bounds how long is waited until a transaction that failed is undone, or a connection closed.
	endWithin = 5 * time.Second
)

// settings are those of every connection. Every statement has an index made for it; the planner would else go
// through whole tables for words in many releases, for it takes them to be narrower than they are, and for a
// list of names, for it does not know how short the list is.
var settings = map[string]string{"enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off", "jit": "off", "timezone": "UTC"}

// defaults are settings of every connection where the address does not say otherwise. The server looks by them whether this program is
// still there, as this program looks after the server: so it lets the locks go of one that was lost. With the 4 MB of memory that
// a server gives by itself, it would forget which rows of a page hold a name that stands in 100,000 facts, and look into all.
var defaults = map[string]string{
	"application_name":    "onrecord",
	"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "2", // seconds, seconds
	"tcp_user_timeout": "15000", // milliseconds
	"work_mem":         "64MB",
}

// optionFor reports whether the options of an address ("-c name=value", "--name=value") set this one.
func optionFor(options, name string) bool {
	return slices.ContainsFunc(strings.Fields(options), func(o string) bool {
		set, _, given := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(o, "--"), "-c"), "=")
		return given && set == name
	})
}

// Config returns how connections to the record at an address are made, also those that others than this room need
// there. Its error wraps ErrInvalid.
func Config(address string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, badAddress(err)
	}
	config.PingTimeout, config.AfterConnect = pingWithin, takesVectors
	conn := config.ConnConfig
	for name, value := range settings {
		conn.RuntimeParams[name] = value
	}
	for name, value := range defaults {
		if conn.RuntimeParams[name] == "" && !optionFor(conn.RuntimeParams["options"], name) { // options count less for the server
			conn.RuntimeParams[name] = value
		}
	}
	if conn.ConnectTimeout == 0 {
		conn.ConnectTimeout = connectWithin
	}
	conn.DialFunc = (&net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: probeAfter, Interval: probeEvery, Count: probes},
		Control:         giveUp,
	}).DialContext
	return config, nil
}
