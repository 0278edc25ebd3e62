package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

// set is one line of a test's page: type size, place from the left and the
// foot, font (1 regular, 2 bold), words.
type set struct {
	size, x, y float64
	font       int
	words      string
}

// write makes a PDF file of pages, with the extra entries of its Info and
// trailer.
func write(pages [][]set, info, trailer string) []byte {
	streams := make([]string, len(pages))
	for i, page := range pages {
		var b strings.Builder
		for _, s := range page {
			fmt.Fprintf(&b, "BT /F%d %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", max(1, s.font), s.size, s.x, s.y, strings.NewReplacer("(", "\\(", ")", "\\)", "–", "\x96", "’", "\x92").Replace(s.words))
		}
		streams[i] = b.String()
	}
	return writeStreams(streams, info, trailer)
}

func writeStreams(streams []string, info, trailer string) []byte {
	var kids []string
	for i := range streams {
		kids = append(kids, fmt.Sprintf("%d 0 R", 6+2*i))
	}
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
		fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>", len(streams), strings.Join(kids, " ")),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
		"<< " + info + " >>",
	}
	for i, s := range streams {
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		_, _ = w.Write([]byte(s))
		_ = w.Close()
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>", 7+2*i),
			fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", packed.Len(), packed.String()))
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, start)
	return out.Bytes()
}

func read(body []byte) ([]onrecord.Draft, []onrecord.Problem) {
	return Read(onrecord.NewCapture(body, "x.pdf", "", time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)))
}

func printed(drafts []onrecord.Draft) string {
	var out strings.Builder
	for _, d := range drafts {
		fmt.Fprintf(&out, "%s\n%s by %s in %s\n", d.Title, d.IssuedOn, strings.Join(d.IssuedBy, "+"), d.Language)
		for _, b := range d.Blocks {
			out.WriteString(string(b.Kind) + ": " + b.Text + "\n")
		}
	}
	return out.String()
}

func TestRelease(t *testing.T) {
	head := set{8, 60, 810, 1, "Ministry of Forests – News"}
	pages := [][]set{
		{
			head,
			{20, 60, 770, 2, "Two million trees for"}, {20, 60, 746, 2, "the northern coast"},
			{11, 60, 716, 1, "4 March 2025"},
			{11, 60, 690, 1, "The ministry will plant two million trees along the coast over the next four years, and the govern-"},
			{11, 60, 676, 1, "ment will pay for long-term care of them. A long-term plan is to be laid before parliament in the"},
			{11, 60, 662, 1, "spring."},
			{11, 60, 636, 1, "Councils can apply from the first of May, and will hear by the end of August whether they have been"},
			{11, 60, 622, 1, "chosen (or not)."},
			{13, 60, 590, 2, "What is planted"},
			{11, 75, 566, 1, "\x95 oaks, of which one half a million are to stand on the northern slopes by the end of the"},
			{11, 82, 552, 1, "decade"}, {11, 75, 538, 1, "\x95 willows"},
			{11, 60, 512, 1, "The last paragraph of this page goes on to the next one because the page is full at this point and"},
			{9, 290, 40, 1, "1"},
		},
		{
			head,
			{11, 60, 770, 1, "there is no more room."},
			{11, 60, 744, 1, "A minister said the trees would be well-"}, {11, 60, 730, 1, "known. The end of it."},
			{9, 290, 40, 1, "2"},
		},
	}
	drafts, problems := read(write(pages, "/Title (draft.docx) /CreationDate (D:20250601000000Z)", ""))
	want := `Two million trees for the northern coast
2025-03-04 by  in en-GB
paragraph: The ministry will plant two million trees along the coast over the next four years, and the government will pay for long-term care of them. A long-term plan is to be laid before parliament in the spring.
paragraph: Councils can apply from the first of May, and will hear by the end of August whether they have been chosen (or not).
heading: What is planted
list_item: oaks, of which one half a million are to stand on the northern slopes by the end of the decade
list_item: willows
paragraph: The last paragraph of this page goes on to the next one because the page is full at this point and there is no more room.
paragraph: A minister said the trees would be well-known. The end of it.
`
	if diff := cmp.Diff(want, printed(drafts)); diff != "" || len(problems) > 0 {
		t.Error(problems, diff)
	}
}

func TestTitleAndDay(t *testing.T) {
	plain := [][]set{{{11, 60, 700, 1, "Home Office"}, {11, 60, 672, 1, "The ministry will plant two million trees along the coast."}, {11, 60, 640, 1, "It will begin in the spring of next year."}}}
	drafts, problems := read(write(plain, "/Title (Two million trees) /CreationDate (D:20250304120000+01'00')", ""))
	want := "Two million trees\n2025-03-04 by Home Office in en-GB\nparagraph: The ministry will plant two million trees along the coast.\nparagraph: It will begin in the spring of next year.\n"
	if diff := cmp.Diff(want, printed(drafts)); diff != "" || len(problems) > 0 {
		t.Error(problems, diff)
	}
}

// TestRuns puts a line together of pieces that are set one by one, as
// typesetting programs do, with spaces as gaps only.
func TestRuns(t *testing.T) {
	stream := "BT /F1 10 Tf 60 700 Td [(W)40(ords)-600(as)-600(gaps)] TJ 0 -12 Td (and ) Tj (pieces.) Tj T* ET q 1 0 0 1 0 -40 cm BT /F1 10 Tf 60 688 Td (Moved by a matrix.) Tj ET Q"
	drafts, problems := read(writeStreams([]string{stream}, "/Title (A title here)", ""))
	want := "A title here\n by  in en-GB\nparagraph: Words as gaps and pieces.\nparagraph: Moved by a matrix.\n"
	if diff := cmp.Diff(want, printed(drafts)); diff != "" || len(problems) > 0 {
		t.Error(problems, diff)
	}
}

func TestProblems(t *testing.T) {
	page := [][]set{{{11, 60, 700, 1, "Text of a page that is long enough."}, {11, 60, 600, 1, "More of it."}}}
	good := write(page, "", "")
	loop := bytes.Replace(write([][]set{page[0], page[0]}, "", ""), []byte("/Kids [6 0 R 8 0 R]"), []byte("/Kids [2 0 R 2 0 R]"), 1)
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"encrypted":   {write(page, "", "/Encrypt << /Filter /Standard /V 1 /R 2 /O (01234567890123456789012345678901) /U (01234567890123456789012345678901) /P -4 >> /ID [(a) (a)]"), "not supported: the PDF file is encrypted"},
		"pictures":    {writeStreams([]string{"q 100 0 0 100 0 0 cm /Im1 Do Q"}, "", ""), "not supported: the PDF file holds pictures of pages and no text"},
		"cut short":   {good[:len(good)-100], "damaged: the PDF file cannot be taken apart"},
		"header only": {[]byte("%PDF-1.4\n"), "damaged: the PDF file cannot be taken apart"},
		"a cycle":     {loop, "too large: reading the PDF file takes too much time or memory"},
		"a bomb":      {writeStreams([]string{strings.Repeat(" ", 200<<20)}, "", ""), "too large: the streams of the PDF file expand beyond their bound"},
		"brackets":    {writeStreams([]string{"BT /F1 10 Tf " + strings.Repeat("[", 20_000_000)}, "", ""), "damaged: the pages of the PDF file cannot be taken apart"},
		"long array":  {writeStreams([]string{"BT /F1 10 Tf [" + strings.Repeat("1 ", 5_000_000) + "] TJ ET"}, "", ""), "damaged: the pages of the PDF file cannot be taken apart"},
		"long string": {writeStreams([]string{"BT /F1 10 Tf (" + strings.Repeat("[\\) ", 500_000) + ") Tj ET"}, "", ""), "damaged: the pages of the PDF file cannot be taken apart"},
		"operands":    {writeStreams([]string{strings.Repeat("/F1 1 ", 500_000)}, "", ""), "damaged: the pages of the PDF file cannot be taken apart"},
		"many lines":  {writeStreams([]string{"BT /F1 9 Tf " + strings.Repeat("(a) Tj 0 -12 Td ", 200_000)}, "", ""), "too large: reading the PDF file takes too much time or memory"},
		"much text":   {writeStreams([]string{"BT /F1 9 Tf " + strings.Repeat("(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ", 1_000_000)}, "", ""), "too large: reading the PDF file takes too much time or memory"},
	} {
		drafts, problems := read(c.body)
		if len(drafts) != 0 || len(problems) != 1 || !strings.HasPrefix(problems[0].Reason, c.want) {
			t.Errorf("%s: %d drafts, %v", name, len(drafts), problems)
		}
	}
}

// TestHeavyButFair reads a stream that is large and has no long run before
// any operator.
func TestHeavyButFair(t *testing.T) {
	drawing := strings.Repeat("0 0 m 1 1 l S\n", 200_000)
	drafts, problems := read(writeStreams([]string{drawing + "BT /F1 10 Tf 60 700 Td (Words behind [ a drawing.) Tj ET\n" + drawing}, "/Title (A title here)", ""))
	want := "A title here\n by  in en-GB\nparagraph: Words behind [ a drawing.\n"
	if diff := cmp.Diff(want, printed(drafts)); diff != "" || len(problems) != 0 {
		t.Error(problems, diff)
	}
}

// TestDamagedPage reads what comes before the damage of one page, and the
// other pages, and says so.
func TestDamagedPage(t *testing.T) {
	drafts, problems := read(writeStreams([]string{"BT /F1 10 Tf 60 700 Td (The first page.) Tj ET end", "BT /F1 10 Tf 60 700 Td (The second page.) Tj ET"}, "/Title (A title here)", ""))
	want := "A title here\n by  in en-GB\nparagraph: The first page.\nparagraph: The second page.\n"
	if diff := cmp.Diff(want, printed(drafts)); diff != "" || len(problems) != 1 || problems[0].Place != "page 1" {
		t.Error(problems, diff)
	}
}

func TestRecognise(t *testing.T) {
	for body, want := range map[string]bool{"%PDF-1.7\n": true, "\r\n%PDF-1.4": true, "PDF": false, "": false, "<html>": false} {
		if got := Recognise(onrecord.NewCapture([]byte(body), "x", "", time.Time{})); got != want {
			t.Errorf("%q: %v", body, got)
		}
	}
}

// FuzzRead reads damaged files: no panic, and either a draft or a problem.
func FuzzRead(f *testing.F) {
	f.Add(write([][]set{{{20, 60, 700, 2, "A title"}, {11, 60, 670, 1, "Some text."}}, {{11, 60, 700, 1, "More."}}}, "/Title (x)", ""))
	f.Add(writeStreams([]string{"BT /F1 10 Tf 60 700 Td [(W)40(ords)-600(as)] TJ ET"}, "", ""))
	f.Fuzz(func(t *testing.T, body []byte) {
		drafts, problems := read(body)
		if len(drafts) > 1 || len(drafts)+len(problems) == 0 {
			t.Fatalf("%d drafts, %d problems", len(drafts), len(problems))
		}
	})
}
