// Command packaging builds what users install, from the commit that is checked out:
// archives with a static binary for each platform, deb and rpm packages, container
// images, an SBOM for each binary, and the checksums of all of it.
//
//	go -C packaging run . --out ../dist
//
// The same commit and the same Go give the same bytes: times are the commit's, paths
// are left out, lists are sorted. --verify builds all of it twice, each time from a clone
// in a folder of its own, and compares; with --fresh the second time compiles everything
// anew, without the build cache.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// target is a platform, as Go names it.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

// binary is the file name of the program there.
func (t target) binary() string {
	if t.os == "windows" {
		return "onrecord.exe"
	}
	return "onrecord"
}

// all are the platforms that a release is made for.
var all = []target{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"}}

// build is one run.
type build struct {
	source  string // folder of the checkout
	work    string // folder for what is no result
	out     string // folder of the results
	version string // without the "v"
	at      time.Time
	fresh   bool // compile everything anew
}

func main() {
	out := flag.String("out", "../dist", "`folder` for the results; it is made, and must be empty")
	only := flag.String("targets", "", "platforms to build for, such as \"linux/amd64 darwin/arm64\" (default all)")
	twice := flag.Bool("verify", false, "build twice and compare the results byte by byte")
	fresh := flag.Bool("fresh", false, "with --verify, compile everything anew the second time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *out, *only, *twice, *fresh); err != nil {
		fmt.Fprintln(os.Stderr, "packaging:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out, only string, twice, fresh bool) error {
	targets, err := parseTargets(only)
	if err != nil {
		return err
	}
	first, err := fromClone(ctx, targets, out, false)
	if err != nil || !twice {
		return err
	}
	again, err := os.MkdirTemp("", "onrecord-again-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(again)
	second, err := fromClone(ctx, targets, again, fresh)
	if err != nil {
		return err
	}
	return same(first, second)
}

// fromClone makes all results from a clone of what is committed, in a folder of its own:
// what lies about in the checkout is in no package. It returns the sums.
func fromClone(ctx context.Context, targets []target, out string, fresh bool) ([]string, error) {
	clone, err := os.MkdirTemp("", "onrecord-source-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(clone)
	if _, err := command(ctx, "..", "git", "clone", "--quiet", ".", clone); err != nil {
		return nil, err
	}
	if err := makeAll(ctx, clone, out, targets, fresh); err != nil {
		return nil, err
	}
	return sumsOf(out)
}

func parseTargets(only string) ([]target, error) {
	if only == "" {
		return all, nil
	}
	var out []target
	for _, word := range strings.Fields(only) {
		found := false
		for _, t := range all {
			if t.String() == word {
				out, found = append(out, t), true
			}
		}
		if !found {
			return nil, fmt.Errorf("there is no target %q; there are %v", word, all)
		}
	}
	return out, nil
}

// makeAll makes all results of the targets in a folder.
func makeAll(ctx context.Context, source, out string, targets []target, fresh bool) error {
	if left, err := os.ReadDir(out); err == nil && len(left) > 0 {
		return fmt.Errorf("%s is not empty: empty it, or give another --out", out)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "onrecord-packaging-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	b := &build{source: source, work: work, out: out, fresh: fresh}
	if b.at, err = commitTime(ctx, source); err != nil {
		return err
	}
	if err := b.beside(ctx); err != nil {
		return err
	}
	for _, t := range targets {
		if err := b.target(ctx, t); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	return checksums(out)
}

// commitTime is when the commit was made: every file's time.
func commitTime(ctx context.Context, source string) (time.Time, error) {
	text, err := command(ctx, source, "git", "log", "-1", "--format=%ct")
	if err != nil {
		return time.Time{}, err
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	return time.Unix(seconds, 0).UTC(), err
}

// beside makes what is the same on all platforms: manual pages and completions, which
// the program makes from its own commands. It also reads the version.
func (b *build) beside(ctx context.Context) error {
	program, err := b.compile(ctx, target{})
	if err != nil {
		return err
	}
	if b.version, err = versionOf(program); err != nil {
		return err
	}
	manual := filepath.Join(b.work, "man")
	if _, err := command(ctx, b.work, program, "manual", manual); err != nil {
		return err
	}
	completions := filepath.Join(b.work, "completions")
	if err := os.MkdirAll(completions, 0o755); err != nil {
		return err
	}
	for shell, name := range map[string]string{"bash": "onrecord", "zsh": "_onrecord", "fish": "onrecord.fish", "powershell": "onrecord.ps1"} {
		text, err := command(ctx, b.work, program, "completion", shell)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(completions, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// target makes the results of one platform.
func (b *build) target(ctx context.Context, t target) error {
	fmt.Fprintf(os.Stderr, "%s %s\n", t, b.version)
	program, err := b.compile(ctx, t)
	if err != nil {
		return err
	}
	if err := b.archive(t, program); err != nil {
		return err
	}
	if err := b.sbom(ctx, t, program); err != nil {
		return err
	}
	if t.os != "linux" {
		return nil
	}
	return errors.Join(b.linuxPackages(t, program), b.image(t, program))
}

// compile builds the program for a platform, this machine's where t is zero, and
// returns its path.
func (b *build) compile(ctx context.Context, t target) (string, error) {
	program := filepath.Join(b.work, t.os+"-"+t.arch, t.binary())
	args := []string{"build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", program}
	if b.fresh {
		args = append(args, "-a")
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./cmd/onrecord")...)
	cmd.Dir = b.source
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0")
	if t.os != "" {
		cmd.Env = append(cmd.Env, "GOOS="+t.os, "GOARCH="+t.arch)
	}
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, text)
	}
	return program, nil
}

// command runs a program in a folder and returns what it printed.
func command(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var errs strings.Builder
	cmd.Stderr = &errs
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, errs.String())
	}
	return string(text), nil
}
