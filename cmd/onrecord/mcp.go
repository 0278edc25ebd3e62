package main

import (
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/api/mcp"
)

func (p *program) mcp() *cobra.Command {
	base := ""
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Answer a chat assistant's questions from the record (Model Context Protocol)",
		Long: `mcp is a server of the Model Context Protocol, with tools that only read: search,
release, fact, commitments_due, money, series, thing and changes. It talks over
standard input and output, as assistants start it. Every fact that it hands out has
its exact words, its address, the time of capture and the hash.

Over streamable HTTP the same tools are at /mcp of "onrecord serve".`,
		Example: `  onrecord mcp --data ~/archive
  {"mcpServers": {"onrecord": {"command": "onrecord", "args": ["mcp"]}}}`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return mcp.Serve(cmd.Context(), s, p.stdin, p.stdout, mcp.Options{Version: built(), BaseURL: base, ThisMachine: true, Log: p.log})
		},
	}
	cmd.Flags().StringVar(&base, "base", "", "address of the record's pages, for permalinks, such as https://record.example.org")
	return cmd
}
