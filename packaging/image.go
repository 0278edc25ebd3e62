package main

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// nobody is the user of the image: no root, and none of the host's.
const nobody = 65532

// image writes a container image with nothing in it but the program, as docker load,
// podman load and skopeo take it.
func (b *build) image(t target, program string) error {
	body, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	packed, err := b.layer(body)
	if err != nil {
		return err
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(packed)), nil })
	if err != nil {
		return err
	}
	img, err := mutate.Append(empty.Image, mutate.Addendum{Layer: layer, History: v1.History{Author: "onrecord", CreatedBy: "packaging", Created: v1.Time{Time: b.at}}})
	if err != nil {
		return err
	}
	config, err := img.ConfigFile()
	if err != nil {
		return err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture, config.Created = t.os, t.arch, v1.Time{Time: b.at}
	config.Config = v1.Config{
		User: "65532:65532", Env: []string{"ONRECORD_DATA=/data", "PATH=/usr/bin"}, WorkingDir: "/data",
		Entrypoint: []string{"/usr/bin/onrecord"}, Cmd: []string{"serve", "--listen", "0.0.0.0:8080"},
		ExposedPorts: map[string]struct{}{"8080/tcp": {}}, Volumes: map[string]struct{}{"/data": {}},
		Labels: map[string]string{
			"org.opencontainers.image.title": "onrecord", "org.opencontainers.image.version": b.version,
			"org.opencontainers.image.source": "https://github.com/onrecord/onrecord", "org.opencontainers.image.licenses": "Apache-2.0",
		},
	}
	if img, err = mutate.ConfigFile(img, config); err != nil {
		return err
	}
	tag, err := name.NewTag("onrecord:" + tagOf(b.version))
	if err != nil {
		return err
	}
	return tarball.WriteToFile(filepath.Join(b.out, "onrecord_"+b.version+"_"+t.os+"_"+t.arch+".image.tar"), tag, img)
}

// tagOf is a version as an image's tag may be: without the plus sign of a changed checkout.
func tagOf(version string) string {
	return string(bytes.ReplaceAll([]byte(version), []byte("+"), []byte("-")))
}

// layer is the image's one layer: the program, the folders that it writes to, and the name of its user.
func (b *build) layer(program []byte) ([]byte, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range []struct {
		name  string
		mode  int64
		owner int
		body  []byte
	}{
		{"data/", 0o750, nobody, nil}, {"etc/", 0o755, 0, nil}, {"etc/passwd", 0o644, 0, []byte("onrecord:x:65532:65532:onrecord:/data:/sbin/nologin\n")},
		{"tmp/", 0o1777, 0, nil}, {"usr/", 0o755, 0, nil}, {"usr/bin/", 0o755, 0, nil}, {"usr/bin/onrecord", 0o755, 0, program},
	} {
		header := &tar.Header{Name: h.name, Mode: h.mode, Uid: h.owner, Gid: h.owner, Size: int64(len(h.body)), ModTime: b.at, Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if h.body == nil {
			header.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := w.Write(h.body); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}
