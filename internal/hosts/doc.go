// Package hosts makes hosts for tests: network namespaces on this machine, each with an address and a wire of
// its own, so that programs in them can be cut off from one another as hosts are.
//
// In comes a test; out come a Network, which this machine is on, and Hosts. What they are made of is gone when the test
// ends. It needs Linux, root, ip (iproute2) and nft (nftables): where something is missing the test is
// skipped and says so, but not in CI.
//
//	net := hosts.New(t)
//	one := net.Add()
//	mend := net.Cut(one, 5432, hosts.Silent) // from a port of this machine
//
// Its tests run onrecord itself on several hosts with one PostgreSQL: see hosts_test.go.
package hosts
