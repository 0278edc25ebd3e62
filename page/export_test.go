package page

import "net/http"

// Kinds returns what names the kind of page at a path: its pattern, "" for what is no
// page. Patterns are all that there are.
func Kinds() (of func(path string) string, patterns []string) {
	mux, p := http.NewServeMux(), &site{}
	for _, pages := range []map[string]func(*http.Request) (view, error){p.readersPages(), p.editorsPages(), p.embeddablePages(), {signInPath: p.signIn}} {
		for pattern := range pages {
			mux.Handle(pattern, http.NotFoundHandler())
			patterns = append(patterns, pattern)
		}
	}
	return func(path string) string {
		r, err := http.NewRequest(http.MethodGet, path, nil)
		if err != nil {
			return ""
		}
		_, pattern := mux.Handler(r)
		return pattern
	}, patterns
}
