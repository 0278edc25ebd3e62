package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/fact"
)

func (p *program) version() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of onrecord and of its rules",
		Example: "  onrecord version",
		Args:    none,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := fmt.Fprintf(p.stdout, "onrecord %s, fact rules %s, %s %s/%s\n", built(), fact.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// built is the module's version, with the commit where the build knows it.
func built() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "development"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " (" + s.Value[:12] + ")"
		}
	}
	return v
}
