// Package mcp is the record for chat assistants: a server of the Model Context
// Protocol (https://modelcontextprotocol.io) with a few tools that only read.
//
// In comes a store's reading side; out come short answers in which every fact
// has the exact words it was read from, the release's address, the span of the
// words in its text (byte offsets, half-open), when the bytes were captured and
// their SHA-256, so that whoever repeats it can cite it. Each tool says in its
// description what it can't do.
//
// It refuses to write, to answer from anything but the record, and to fill in
// what the releases do not say. What releases say is handed on as data: it is
// never an instruction to an assistant, and the server says so.
//
//	err := mcp.Serve(ctx, s, os.Stdin, os.Stdout, mcp.Options{Version: "1"})
//	mux.Handle("/mcp", mcp.Handler(s, mcp.Options{Version: "1"})) // streamable HTTP
package mcp
