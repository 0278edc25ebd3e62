package main

import (
	"context"
	"path/filepath"
)

// sbom writes what a program is made of as CycloneDX, read from the program itself.
func (b *build) sbom(ctx context.Context, t target, program string) error {
	name := "onrecord_" + b.version + "_" + t.os + "_" + t.arch + ".cdx.json"
	to, err := filepath.Abs(filepath.Join(b.out, name))
	if err != nil {
		return err
	}
	_, err = command(ctx, ".", "go", "tool", "cyclonedx-gomod", "bin", "-json", "-std", "-noserial", "-notimestamp", "-version", "v"+b.version, "-output", to, program)
	return err
}
