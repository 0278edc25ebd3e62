package onrecord

import (
	"net/url"
	"strings"
)

// LocationElsewhere returns of a location what readers elsewhere can make sense of: a web
// address without its user, or a file's name without the folders of the machine that it was found on. A
// member of an archive keeps its own path ("news.zip!2025/a.html").
func LocationElsewhere(location string) string {
	if u, err := url.Parse(location); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		u.User = nil
		return u.String()
	}
	archive, member, inside := strings.Cut(location, "!")
	archive = strings.TrimRight(archive, `/\`)
	name := archive[strings.LastIndexAny(archive, `/\`)+1:]
	if inside {
		return name + "!" + member
	}
	return name
}

// SpecElsewhere returns the spec of a source likewise, without the folders of the machine.
func SpecElsewhere(spec string) string {
	if folder, is := strings.CutPrefix(spec, string(ListingFolder)+":"); is {
		return string(ListingFolder) + ":" + LocationElsewhere(folder)
	}
	return spec
}
