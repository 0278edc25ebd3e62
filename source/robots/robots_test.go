package robots

import (
	"strings"
	"testing"
	"time"
)

// TestRFC9309 are the rules of RFC 9309 with its own examples, by section.
func TestRFC9309(t *testing.T) {
	const simple = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n" +
		"User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n" +
		"User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n"
	for _, c := range []struct {
		name, file, token string
		allowed, refused  string
	}{
		{"5.1 for all", simple, "onrecord", "/ /publications/a /example /x.gif?y /robots.txt", "/example/ /example/a /a/b.gif"},
		{"5.1 foobot", simple, "FooBot", "/example/page.html /example/page.html?x /example/allowed.gif", "/ /publications/ /example/"},
		{"5.1 two names of one group", simple, "bazbot", "/ /a.gif /example/", "/example/page.html"},
		{"5.1 a group without rules", simple, "quxbot", "/ /a.gif /example/page.html", ""},
		{"5.2 longest match", "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "foobot", "/example/page/ /example/page/a", "/example/page/disallowed.gif"},
		{"2.2.1 groups of one name are one", "user-agent: a\ndisallow: /c\nuser-agent: *\nuser-agent: b\ndisallow: /d\nuser-agent: a\ndisallow: /e", "a", "/d", "/c /e"},
		{"2.2.1 a token is no beginning of another", "user-agent: onrecordplus\ndisallow: /\nuser-agent: *\ndisallow: /a", "onrecord", "/b", "/a"},
		{"2.2.1 a token before a version", "user-agent: OnRecord/1.0\ndisallow: /", "onrecord", "", "/"},
		{"2.2.2 as long: allow", "user-agent: *\ndisallow: /page\nallow: /page", "onrecord", "/page", ""},
		{"2.2.2 as long, the other way", "user-agent: *\nallow: /page\ndisallow: /page", "onrecord", "/page", ""},
		{"2.2.2 no match", "user-agent: *\ndisallow: /a", "onrecord", "/b", "/a /ab"},
		{"2.2.2 case matters in paths", "user-agent: *\ndisallow: /A", "onrecord", "/a", "/A"},
		{"2.2.2 empty", "user-agent: *\ndisallow:\nallow: /x", "onrecord", "/ /a", ""},
		{"2.2.2 octets", "user-agent: *\ndisallow: /foo/bar/ツ", "onrecord", "/foo/bar/", "/foo/bar/%E3%83%84 /foo/bar/%e3%83%84"},
		{"2.2.2 encoded octets", "user-agent: *\ndisallow: /foo/bar?baz=https%3a%2F%2Ffoo.bar", "onrecord", "/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"},
		{"2.2.2 needlessly encoded", "user-agent: *\ndisallow: /foo/bar/%62%61%7A", "onrecord", "/foo/bar/", "/foo/bar/baz"},
		{"2.2.3 a comment", "user-agent: * # all\ndisallow: /a # b\n# disallow: /c", "onrecord", "/c", "/a"},
		{"2.2.3 the end", "user-agent: *\ndisallow: /this/path/exactly$", "onrecord", "/this/path/exactly/ /this/path/exactly?x", "/this/path/exactly"},
		{"2.2.3 wildcards", "user-agent: *\ndisallow: /this/*/exactly\ndisallow: /*?*print=\nallow: /*.html$", "onrecord", "/this/exactly /a.html /a?x", "/this/path/exactly /this/a/b/exactly/c /a?x&print=1"},
		{"2.2.4 other lines do not end a group", "user-agent: *\nsitemap: https://x.example/s.xml\nhost: y\ndisallow: /a", "onrecord", "/b", "/a"},
		{"CR alone, CRLF, white space", "user-agent:*\rdisallow:/a\r\n  disallow  :  /b  ", "onrecord", "/c", "/a /b"},
		{"a byte-order mark", "\ufeffuser-agent: *\ndisallow: /", "onrecord", "", "/"},
		{"rules before any group", "disallow: /\nuser-agent: *\ndisallow: /a", "onrecord", "/", "/a"},
		{"a page in the place of the file", "<!doctype html><html><title>Not found: sorry</title></html>", "onrecord", "/ /a", ""},
		{"nothing", "", "onrecord", "/ /a", ""},
	} {
		rules := Parse([]byte(c.file), c.token)
		for _, path := range strings.Fields(c.allowed) {
			if !rules.Allowed(path) {
				t.Errorf("%s: %s is refused", c.name, path)
			}
		}
		for _, path := range strings.Fields(c.refused) {
			if rules.Allowed(path) {
				t.Errorf("%s: %s is allowed", c.name, path)
			}
		}
	}
	if Nothing().Allowed("/") || Nothing().Allowed("") || !Nothing().Allowed("/robots.txt") || !(Rules{}).Allowed("/a") {
		t.Error("nothing allows something, or all does not allow all")
	}
}

func TestDelay(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"user-agent: *\ncrawl-delay: 2.5":   2500 * time.Millisecond,
		"user-agent: *\ncrawl-delay: 1e300": maxDelay,
		"user-agent: *\ncrawl-delay: -1":    0,
		"user-agent: *\ncrawl-delay: NaN":   0,
		"user-agent: *\ncrawl-delay: soon":  0,
		"user-agent: b\ncrawl-delay: 5":     0,
	} {
		if got := Parse([]byte(file), "a").Delay; got != want {
			t.Errorf("%q: %s, want %s", file, got, want)
		}
	}
}

func TestMuch(t *testing.T) {
	long := "user-agent: *\ndisallow: /a\n" + strings.Repeat("disallow: /"+strings.Repeat("*a", 500)+"$\n", 2000)
	rules := Parse([]byte(long), "onrecord")
	if len(long) <= MaxSize || len(rules.rules) == 0 || rules.Allowed("/ab") {
		t.Errorf("%d rules of %d bytes", len(rules.rules), len(long))
	}
	rules.Allowed("/" + strings.Repeat("a", 3000) + "b") // ends
}

func FuzzRules(f *testing.F) {
	f.Add([]byte("user-agent: *\ndisallow: /a*b$\nallow: /%41"), "/a%4")
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		rules := Parse(file, "onrecord")
		if again := Parse(file, "onrecord"); rules.Allowed(path) != again.Allowed(path) || !rules.Allowed("/robots.txt") {
			t.Error("the answer changed")
		}
		if l := level(path); level(l) != l {
			t.Errorf("%q levelled twice is %q", l, level(l))
		}
	})
}
