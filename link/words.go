package link

import (
	"embed"

	"github.com/onrecord/onrecord/fact/tag"
)

//go:embed words/*.txt
var files embed.FS

func list(name string) *tag.List { return tag.MustList(files, "words/"+name+".txt") }
