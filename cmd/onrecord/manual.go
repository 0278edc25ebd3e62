package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (p *program) manual() *cobra.Command {
	return &cobra.Command{
		Use:   "manual FOLDER",
		Short: "Write the manual pages of all commands",
		Long: `manual writes a page in section 1 of the manual for each command into a folder, which
it makes where it is not there. "man --local-file FOLDER/onrecord.1" reads one; what is
put into a folder of MANPATH is found by "man onrecord".`,
		Example: `  onrecord manual ~/.local/share/man/man1`,
		Args:    exactly(1, "the folder to write to"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("the folder can't be made: %w", err)
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true
			at := builtAt()
			return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "onrecord " + strings.Fields(built())[0], Manual: "onrecord", Date: &at}, args[0])
		},
	}
}

// builtAt is when the commit was made that the program was built from, for pages that
// are the same from whichever build; now where the build does not know it.
func builtAt() time.Time {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if at, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
				return at
			}
		}
	}
	return time.Now().UTC()
}
