package hosts

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// Network is a bridge on this machine with a wire to each host. This machine is on it at Address.
type Network struct {
	Address string

	t      testing.TB
	bridge string
	prefix string // of addresses and names

	mu    sync.Mutex
	hosts int
}

// Host is a network namespace.
type Host struct {
	Address string

	name, wire string
}

// New makes a network without hosts.
func New(t testing.TB) *Network {
	t.Helper()
	if err := possible(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("hosts can't be made here: ", err)
	}
	n := &Network{t: t}
	for id := range networks { // others may have some, or have left them
		n.prefix, n.bridge = fmt.Sprintf("10.231.%d.", id), fmt.Sprintf("onrecord%d", id)
		if err := exec.Command("ip", "link", "add", n.bridge, "type", "bridge").Run(); err == nil {
			break
		} else if id == networks-1 {
			t.Fatal("no bridge can be made: ", err)
		}
	}
	n.Address = n.prefix + "1"
	t.Cleanup(func() { n.must("ip", "link", "delete", n.bridge) })
	n.must("ip", "address", "add", n.Address+"/24", "dev", n.bridge)
	n.must("ip", "link", "set", n.bridge, "up")
	n.must("nft", "add", "table", "inet", n.bridge)
	t.Cleanup(func() { n.must("nft", "delete", "table", "inet", n.bridge) })
	for _, way := range []string{"input", "output"} {
		n.must("nft", "add", "chain", "inet", n.bridge, way, "{ type filter hook "+way+" priority 0; }")
	}
	return n
}

// networks is how many networks there may be at a time.
const networks = 100

// possible looks whether namespaces can be made.
func possible() error {
	if os.Getuid() != 0 {
		return fmt.Errorf("that needs root")
	}
	for _, program := range []string{"ip", "nft"} {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("install iproute2 and nftables: %v", err)
		}
	}
	name := fmt.Sprintf("ortry%d", os.Getpid())
	for _, kind := range [][]string{{"netns"}, {"link", "type", "bridge"}} {
		for _, what := range []string{"add", "delete"} {
			args := append([]string{kind[0], what, name}, kind[1:]...)
			if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
				return fmt.Errorf("ip %s: %v: %s", strings.Join(args, " "), err, out)
			}
		}
	}
	return nil
}

func (n *Network) must(name string, args ...string) {
	n.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		n.t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, out)
	}
}

// Add adds a host. What is started in it must have ended when the test does.
func (n *Network) Add() *Host {
	n.t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hosts++
	h := &Host{Address: fmt.Sprintf("%s%d", n.prefix, 10+n.hosts), name: fmt.Sprintf("%s-%d", n.bridge, n.hosts), wire: fmt.Sprintf("or%s%d", strings.TrimPrefix(n.bridge, "onrecord"), n.hosts)}
	n.must("ip", "netns", "add", h.name)
	n.t.Cleanup(func() { n.must("ip", "netns", "delete", h.name) })
	n.must("ip", "link", "add", h.wire, "type", "veth", "peer", "name", "eth0", "netns", h.name)
	n.must("ip", "link", "set", h.wire, "master", n.bridge, "up")
	n.must("ip", "-n", h.name, "address", "add", h.Address+"/24", "dev", "eth0")
	n.must("ip", "-n", h.name, "link", "set", "eth0", "up")
	n.must("ip", "-n", h.name, "link", "set", "lo", "up")
	return h
}

// Command is a program that runs on the host.
func (h *Host) Command(name string, args ...string) *exec.Cmd {
	return exec.Command("ip", append([]string{"netns", "exec", h.name, name}, args...)...)
}

// The ways in which a host is cut off from a port of this machine.
const (
	Silent  = "drop"                  // packets vanish, both ways, as where a wire is cut or a host loses its power
	Refused = "reject with tcp reset" // each packet is answered with a reset, as by a firewall or a host that was started anew
)

// Cut cuts a host off from a port of this machine in one of the ways, also within connections that there are, until
// mend is called.
func (n *Network) Cut(h *Host, port int, way string) (mend func()) {
	n.t.Helper()
	n.rule("input", fmt.Sprintf("ip saddr %s tcp dport %d %s", h.Address, port, way))
	n.rule("output", fmt.Sprintf("ip daddr %s tcp sport %d %s", h.Address, port, way))
	return func() {
		n.must("nft", "flush", "chain", "inet", n.bridge, "input")
		n.must("nft", "flush", "chain", "inet", n.bridge, "output")
	}
}

func (n *Network) rule(chain, rule string) {
	n.t.Helper()
	n.must("nft", append([]string{"add", "rule", "inet", n.bridge, chain}, strings.Fields(rule)...)...)
}

// Unplug takes a host's wire down, until mend is called.
func (n *Network) Unplug(h *Host) (mend func()) {
	n.t.Helper()
	n.must("ip", "link", "set", h.wire, "down")
	return func() { n.must("ip", "link", "set", h.wire, "up") }
}
