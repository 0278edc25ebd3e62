package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"

	"github.com/goreleaser/nfpm/v2"
	_ "github.com/goreleaser/nfpm/v2/deb" // registers the format
	"github.com/goreleaser/nfpm/v2/files"
	_ "github.com/goreleaser/nfpm/v2/rpm" // registers the format
)

// linuxPackages writes a deb and an rpm: the program, its manual and completions, a
// service that is not started by itself, and its user.
func (b *build) linuxPackages(t target, program string) error {
	for _, format := range []string{"deb", "rpm"} {
		packager, err := nfpm.Get(format)
		if err != nil {
			return err
		}
		contents, err := b.installed(program)
		if err != nil {
			return err
		}
		info := nfpm.WithDefaults(&nfpm.Info{
			Name: "onrecord", Arch: t.arch, Platform: "linux", Version: b.version, VersionSchema: "semver", Release: "1",
			Section: "web", Priority: "optional", Maintainer: "The authors of onrecord <onrecord@users.noreply.github.com>", License: "Apache-2.0",
			Homepage: "https://github.com/onrecord/onrecord", MTime: b.at,
			Description: "Official announcements as a record that can be searched and cited\nReads announcements into who said what, what was promised and by when,\nwhich sums and figures were given; every fact opens on its exact words.",
			Overridables: nfpm.Overridables{
				Contents: contents,
				Scripts:  nfpm.Scripts{PostInstall: b.linux("postinstall.sh"), PreRemove: b.linux("preremove.sh")},
				RPM:      nfpm.RPM{BuildHost: "onrecord"},
			},
		})
		if err := nfpm.PrepareForPackager(info, format); err != nil {
			return err
		}
		var out bytes.Buffer
		if err := packager.Package(info, &out); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(b.out, packager.ConventionalFileName(info)), out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (b *build) linux(name string) string { return filepath.Join(b.source, "packaging", "linux", name) }

// installed says what goes where.
func (b *build) installed(program string) (files.Contents, error) {
	var out files.Contents
	add := func(from, to, kind string, mode os.FileMode) {
		out = append(out, &files.Content{Source: from, Destination: to, Type: kind, FileInfo: &files.ContentFileInfo{Owner: "root", Group: "root", Mode: mode, MTime: b.at}})
	}
	add(program, "/usr/bin/onrecord", "", 0o755)
	add(b.linux("onrecord.service"), "/usr/lib/systemd/system/onrecord.service", "", 0o644)
	add(b.linux("onrecord.sysusers"), "/usr/lib/sysusers.d/onrecord.conf", "", 0o644)
	add(b.linux("onrecord.env"), "/etc/onrecord/onrecord.env", files.TypeConfigNoReplace, 0o640)
	add(filepath.Join(b.source, "LICENSE"), "/usr/share/doc/onrecord/copyright", "", 0o644)
	for from, to := range map[string]string{"onrecord": "bash-completion/completions/onrecord", "_onrecord": "zsh/site-functions/_onrecord", "onrecord.fish": "fish/vendor_completions.d/onrecord.fish"} {
		add(filepath.Join(b.work, "completions", from), "/usr/share/"+to, "", 0o644)
	}
	pages, err := filepath.Glob(filepath.Join(b.work, "man", "*.1"))
	if err != nil {
		return nil, err
	}
	for _, page := range pages {
		packed := page + ".gz"
		if err := gzipped(page, packed); err != nil {
			return nil, err
		}
		add(packed, "/usr/share/man/man1/"+filepath.Base(packed), "", 0o644)
	}
	return out, nil
}

func gzipped(from, to string) error {
	body, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(body); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, out.Bytes(), 0o644)
}
