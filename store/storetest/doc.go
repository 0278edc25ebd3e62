// Package storetest is the suite that every engine of package store passes:
// what the contract promises, tried on a real engine.
//
// In comes a function that opens an empty store; out come failed tests where
// the engine breaks a promise. What search, facets and lists of facts answer
// is compared with a naive reading of the same releases in memory, on random
// small records and random queries. What only one engine has, such as its
// files, is tested beside that engine.
//
//	func TestContract(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Store { return openTemp(t) })
//	}
package storetest
