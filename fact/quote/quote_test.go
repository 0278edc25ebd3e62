package quote_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/internal/casetest"
)

func TestCases(t *testing.T) {
	casetest.Run(t, "testdata/quotes.txt", 60, func(d *tag.Document) []string {
		var lines []string
		for _, q := range quote.Read(d, name.Read(d)) {
			lines = append(lines, fmt.Sprintf("%s | %s | %s", q.Speaker, q.Role, strings.ReplaceAll(q.Text, "\n\n", " ¶ ")))
		}
		return lines
	})
}

func TestCueIsTheWordsThatAttribute(t *testing.T) {
	d := casetest.Document("“We are ready,” said Lena Okafor, chair of Crews Together. “Now we go.”\n\nPorts Secretary Ada Thornbury said:\n\nI agree.")
	want := []string{"said Lena Okafor, chair of Crews Together", "said Lena Okafor, chair of Crews Together", "Ports Secretary Ada Thornbury said:"}
	got := quote.Read(d, name.Read(d))
	if len(got) != len(want) {
		t.Fatalf("%d quotes, want %d", len(got), len(want))
	}
	for i, q := range got {
		if q.Cue == nil || q.Cue.Of(d.Text) != want[i] {
			t.Errorf("quote %d: cue %v, want %q", i, q.Cue, want[i])
		}
	}
}

// valid checks what holds for every list of quotes.
func valid(t *testing.T, d *tag.Document, quotes []onrecord.Quote) {
	t.Helper()
	end := 0
	for _, q := range quotes {
		if q.Start < end || q.End <= q.Start || q.End > len(d.Text) {
			t.Fatalf("quote at %d-%d after one that ends at %d, in %d bytes", q.Start, q.End, end, len(d.Text))
		}
		if q.Text != q.Of(d.Text) {
			t.Fatalf("text %q is not at %d-%d", q.Text, q.Start, q.End)
		}
		if q.Cue != nil && (q.Cue.End <= q.Cue.Start || q.Cue.End > len(d.Text)) {
			t.Fatalf("cue %v", q.Cue)
		}
		end = q.End
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Ada Thornbury said:\n\nI am glad.\n\n“We,” said Lena Okafor, “go.”")
	f.Add("‘It’s us,’ he said. \"A \"b\" c,\" said D. E:\n\n“x\n\n“y”\n\n> z")
	f.Add("X said: “a\n\n“b\n\nsaid:\n\n:\n\n“”\n\n\"")
	f.Fuzz(func(t *testing.T, s string) {
		d := casetest.Document(strings.ToValidUTF8(s, "�"))
		valid(t, d, quote.Read(d, name.Read(d)))
	})
}

func TestWordsWhoseCueIsLost(t *testing.T) {
	story := "Lamps on the quay are to be banned from May, the Ports Secretary has announced today.\n\nThe ban would apply to all harbours of the coast.\n\nHarbours should not pay for it, and it’s time that owners did.\n\nThat is why I am pleased that the ban comes today. It needs to stop now.\n\nThe change follows a meeting with the owners of harbours in April."
	for _, c := range []struct {
		name, issuer, text string
		want               int
	}{
		{"a body's release", "Ministry of Ports", story, 1},
		{"a member's own", "Ada Thornbury", story, 0},
		{"nobody known", "", story, 0},
		{"a letter", "Ministry of Ports", story + "\n\nDear owners, we thank you for our talks.", 0},
		{"two runs", "Ministry of Ports", story + "\n\nI was also glad to hear from all of the crews on the coast.", 0},
	} {
		d := casetest.Document(c.text)
		d.Release.IssuedBy = nil
		if c.issuer != "" {
			d.Release.IssuedBy = []string{c.issuer}
		}
		quotes := quote.Read(d, name.Read(d))
		if len(quotes) != c.want {
			t.Errorf("%s: %d quotes, want %d: %+v", c.name, len(quotes), c.want, quotes)
		}
		if len(quotes) == 1 && (quotes[0].Speaker != "" || !strings.HasPrefix(quotes[0].Text, "Harbours should not") || !strings.HasSuffix(quotes[0].Text, "stop now.")) {
			t.Errorf("%s: %+v", c.name, quotes[0])
		}
	}
}

// A release that is all in one pair of marks, over however many paragraphs, is a
// statement of the member who issued it.
func TestWholeReleaseInMarks(t *testing.T) {
	statement := "“The lamps of the coast have burnt for a hundred years, and they shall burn on.\n\nThe boats came in by them.\n\nThe storm of 2031 put them out.\n\nThe crews lit them again.\n\nThe board paid.\n\nWe voted to light them today. It is right to do so.”"
	for _, c := range []struct {
		name, issuer, text, speaker string
		want                        int
	}{
		{"a member's own", "Ada Thornbury", statement + "\n\n###", "Ada Thornbury", 1},
		{"a body's", "Ministry of Ports", statement, "", 0},
		{"more than the marks hold", "Ada Thornbury", statement + "\n\nThe vote was held at noon.", "", 0},
	} {
		d := casetest.Document(c.text)
		d.Release.IssuedBy = []string{c.issuer}
		quotes := quote.Read(d, name.Read(d))
		if len(quotes) != c.want || c.want > 0 && (quotes[0].Speaker != c.speaker || !strings.HasSuffix(quotes[0].Text, "It is right to do so.")) {
			t.Errorf("%s: %+v, want %d by %q", c.name, quotes, c.want, c.speaker)
		}
	}
}

// A release of one person that greets the chair of an assembly is that person's speech;
// the answers below the questions of an interview are those of whom its title names.
func TestSpeechAndInterview(t *testing.T) {
	for _, c := range []struct {
		name, issuer, title, text string
		want                      []string
	}{
		{"a speech", "Ada Thornbury", "On the harbour", "Mr. President, I rise to speak of the harbour.\n\nWe built it for the crews of the coast. I ask for the “help” of all.\n\nI yield the floor.", []string{"Ada Thornbury"}},
		{"a body's", "Ministry of Ports", "On the harbour", "Mr. President, the harbour is full.\n\nThe ministry counted its boats.", nil},
		{"an interview", "Harbour Trust", "Meet Ada Thornbury", "Ada Thornbury runs the harbour.\n\nWhat do you like?\n\n“I like the sea and I like the people who work on it.”\n\nAnd what less?\n\n“I do not like the storms that keep us in the port.”", []string{"Ada Thornbury", "Ada Thornbury"}},
		{"an interview with nobody in its title", "Harbour Trust", "Meet a master", "Ada Thornbury runs the harbour.\n\nWhat do you like?\n\n“I like the sea and I like the people who work on it.”", []string{""}},
	} {
		d := casetest.Document(c.text)
		d.Release.IssuedBy, d.Release.Title = []string{c.issuer}, c.title
		var got []string
		for _, q := range quote.Read(d, name.Read(d)) {
			got = append(got, q.Speaker)
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") || len(got) != len(c.want) {
			t.Errorf("%s: speakers %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzTranscript(f *testing.F) {
	f.Add("JANE DOE: I am.\n\nTOM ROE: So?\n\nJANE DOE: Yes.")
	f.Fuzz(func(t *testing.T, s string) {
		d := casetest.Document("ADA THORNBURY: We go.\n\nTOM ORRIN: Why?\n\nADA THORNBURY: " + strings.ToValidUTF8(s, "�"))
		valid(t, d, quote.Read(d, name.Read(d)))
	})
}

func TestWordsInTheReleaseOfOnePerson(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"below what that person did", "EASTMERE – Senator Ada Thornbury voted against the harbour bill today.\n\n“This bill closes three ports on the coast, and it pays for none of the crews who work there now.”", []string{"Ada Thornbury"}},
		{"below a letter", "EASTMERE – Senator Ada Thornbury led a letter on the harbour bill today.\n\n“This bill closes three ports on the coast, and it pays for none of the crews who work there now.”", []string{""}},
		{"below what several did", "EASTMERE – Senators Ada Thornbury and Tom Roe voted against the harbour bill today.\n\n“This bill closes three ports on the coast, and it pays for none of the crews who work there now.”", []string{""}},
		{"on the next topic", "Senator Ada Thornbury said:\n\n“This bill closes three ports.”\n\nOn the crews:\n\n“The bill pays for none of the crews who have worked hard on the piers of this coast for so many years.”\n\n***\n\n“It is the worst plan for the coast that has come to this house in all of those years.”", []string{"Ada Thornbury", "Ada Thornbury", "Ada Thornbury"}},
	} {
		d := casetest.Document(c.text)
		d.Release.IssuedBy = []string{"Ada Thornbury"}
		var got []string
		for _, q := range quote.Read(d, name.Read(d)) {
			got = append(got, q.Speaker)
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: speakers %q, want %q", c.name, got, c.want)
		}
	}
}
