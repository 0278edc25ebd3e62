package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// assets are the style sheet, the script and the icon, under names that hold
// a hash of their bytes, so that a browser may keep them for ever.
type assets map[string]asset // by hashed name

type asset struct {
	name, mediaType string
	body            []byte
}

// readAssets reads all files of the folder. It panics where one cannot be
// read: they are embedded.
func readAssets(files fs.FS, folder string) assets {
	out := assets{}
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		body, err := fs.ReadFile(files, path.Join(folder, e.Name()))
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(body)
		extension := path.Ext(e.Name())
		hashed := strings.TrimSuffix(e.Name(), extension) + "." + hex.EncodeToString(sum[:6]) + extension
		out[hashed] = asset{name: e.Name(), mediaType: mediaType(extension), body: body}
	}
	return out
}

func mediaType(extension string) string {
	switch extension { // not left to the machine's own table
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(extension)
}

// path returns the address of the asset with the plain name. It panics where
// there is none: a template has misspelt it.
func (a assets) path(name string) string {
	for hashed, asset := range a {
		if asset.name == name {
			return "/assets/" + hashed
		}
	}
	panic("no asset " + name)
}

// ServeHTTP serves an asset by its hashed name.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, ok := a[r.PathValue("name")]
	if !ok {
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", file.mediaType)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file.body))
}
