package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/api/mcp"
)

func (p *program) mcp() *cobra.Command {
	var listen, base string
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Answer a chat assistant's questions from the record (Model Context Protocol)",
		Long: `mcp is a server of the Model Context Protocol, with tools that only read: search,
release, fact, commitments_due, money, series, thing and changes. It talks over
standard input and output, as assistants start it, or with --listen over
streamable HTTP at /mcp. Every fact that it hands out has its exact words, its
address, the time of capture and the hash.

With --listen everyone who can reach the address can read the record.`,
		Example: `  onrecord mcp --data ~/archive
  onrecord mcp --listen 127.0.0.1:8090
  {"mcpServers": {"onrecord": {"command": "onrecord", "args": ["mcp"]}}}`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			o := mcp.Options{Version: built(), BaseURL: base, Log: p.log}
			if listen == "" {
				return mcp.Serve(cmd.Context(), s, p.stdin, p.stdout, o)
			}
			l, err := net.Listen("tcp", listen)
			if err != nil {
				return listenError(listen, err)
			}
			fmt.Fprintf(p.stdout, "The tools are at %smcp (stop with Ctrl-C)\n", address(l))
			mux := http.NewServeMux()
			mux.Handle("/mcp", mcp.Handler(s, o))
			return p.serveHandler(cmd.Context(), l, &http.Server{Handler: logged(p.log, http.MaxBytesHandler(mux, 1<<20)), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16, ErrorLog: slog.NewLogLogger(p.log.Handler(), slog.LevelWarn)})
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "", "answer over HTTP on this address, HOST:PORT, instead of standard input and output")
	cmd.Flags().StringVar(&base, "base", "", "address of the record's pages, for permalinks, such as https://record.example.org")
	return cmd
}
