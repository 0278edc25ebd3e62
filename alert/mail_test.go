package alert_test

import (
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/alert"
)

// mailbox is a real mail server on loopback that keeps what it is given.
type mailbox struct {
	sync.Mutex
	address string
	mails   []*mail.Message
	refuse  bool
}

type session struct{ box *mailbox }

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{b}, nil }
func (s *session) Mail(string, *smtp.MailOptions) error        { return nil }
func (s *session) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (s *session) Reset()                                      {}
func (s *session) Logout() error                               { return nil }
func (s *session) Data(r io.Reader) error {
	s.box.Lock()
	defer s.box.Unlock()
	if s.box.refuse {
		return &smtp.SMTPError{Code: 451, Message: "try later"}
	}
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(m.Body)
	m.Body = strings.NewReader(string(body))
	s.box.mails = append(s.box.mails, m)
	return err
}

func newMailbox(t *testing.T) *mailbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &mailbox{address: "smtp://" + l.Addr().String()}
	server := smtp.NewServer(b)
	server.Domain = "mail.example"
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { server.Close() })
	return b
}

func (b *mailbox) got() []*mail.Message {
	b.Lock()
	defer b.Unlock()
	return b.mails
}

// parts returns a mail's parts by their media type.
func parts(t *testing.T, m *mail.Message) map[string]string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("the mail is a %s, %v", kind, err)
	}
	out := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextPart()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(p) // quoted-printable is taken off by the reader
		kind, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		out[kind] = string(body)
	}
}

func TestADigestByMail(t *testing.T) {
	k, box := newKept(t), newMailbox(t)
	sub := k.follow(t, onrecord.Subscription{Topic: onrecord.TopicChanges, Channel: onrecord.ChannelMail, Address: "reader@mail.example", Every: onrecord.Daily})
	k.page(t, "Quay to be lit", "It will spend £2 million on &lt;lanterns&gt;.")
	k.page(t, "Ferries to sail", "It will spend £4 million on ferries.")
	k.page(t, "Quay to be lit", "It will spend £1.5 million on &lt;lanterns&gt;.")
	k.page(t, "Ferries to sail", "It will spend £5 million on ferries.")
	o := k.options()
	o.Mail = alert.Mail{Server: box.address, From: "record@record.example"}
	if out := k.run(t, o); out.Made != 2 || out.Sent != 0 || len(box.got()) != 0 {
		t.Errorf("before the day is over: %+v", out)
	}
	k.now = k.now.Add(onrecord.Daily)
	box.refuse = true
	if out := k.run(t, o); out.Failed != 1 {
		t.Errorf("a server that refuses: %+v", out)
	}
	box.refuse = false
	k.now = k.now.Add(time.Hour)
	if out := k.run(t, o); out.Sent != 1 {
		t.Errorf("%+v, want one sent", out)
	}
	k.now = k.now.Add(onrecord.Weekly)
	k.run(t, o)
	mails := box.got()
	if len(mails) != 1 {
		t.Fatalf("%d mails, want one", len(mails))
	}
	m := mails[0]
	for name, want := range map[string]string{
		"To": "<reader@mail.example>", "From": "<record@record.example>", "Auto-Submitted": "auto-generated", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"List-Unsubscribe": "<https://record.example/unsubscribe/" + sub.Token + ">",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	list, err := k.Deliveries(t.Context(), "", 1)
	if err != nil || m.Header.Get("Message-Id") != "<"+list[0].ID+"@record.example>" {
		t.Errorf("Message-ID: %q", m.Header.Get("Message-Id"))
	}
	both := parts(t, m)
	for kind, words := range map[string][]string{
		"text/plain": {"£2 million became £1.5 million", "£4 million became £5 million (ferries)", "[-2-]{+1.5+} million on <lanterns>", "https://record.example/changes/", "To end this: https://record.example/unsubscribe/"},
		"text/html":  {"£2 million became £1.5 million", "&lt;lanterns&gt;", `<a href="https://record.example/changes/`, "End this"},
	} {
		for _, w := range words {
			if !strings.Contains(both[kind], w) {
				t.Errorf("%s has no %q:\n%s", kind, w, both[kind])
			}
		}
	}
}

func TestMailWaitsForAServer(t *testing.T) {
	k := newKept(t)
	sub := k.follow(t, onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries", Channel: onrecord.ChannelMail, Address: "reader@mail.example", Every: onrecord.Weekly})
	k.page(t, "Ferries to sail", "More ferries will sail.")
	k.now = k.now.Add(onrecord.Weekly)
	if out := k.run(t, k.options()); out.Waiting != 1 || out.Failed != 0 {
		t.Errorf("%+v, want one waiting", out)
	}
	box := newMailbox(t)
	o := k.options()
	o.Mail = alert.Mail{Server: box.address, From: "record@record.example"}
	if out := k.run(t, o); out.Sent != 1 || out.Waiting != 0 { // at once: who could not send it has not put it off
		t.Errorf("%+v, want one sent", out)
	}
	if err := alert.Test(t.Context(), sub, o); err != nil || len(box.got()) != 2 {
		t.Errorf("a test: %v, %d mails", err, len(box.got()))
	}
	for _, bad := range []alert.Mail{{Server: "localhost:25", From: "a@b.example"}, {Server: "http://a.example", From: "a@b.example"}, {Server: box.address, From: "nobody"}} {
		if bad.Check() == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}

// What is followed cannot write headers of its own, and one click is offered where RFC 8058 lets it be.
func TestHeadersHoldNoMore(t *testing.T) {
	k, box := newKept(t), newMailbox(t)
	sub := onrecord.Subscription{Topic: onrecord.TopicSearch, About: "ferries\r\nBcc: thief@mail.example\r\n\r\nHello", Channel: onrecord.ChannelMail, Address: "reader@mail.example", Every: onrecord.Daily, Token: "token-0123456789abcdef"}
	o := k.options()
	o.Mail = alert.Mail{Server: box.address, From: "record@record.example"}
	for base, click := range map[string]string{"https://record.example": "List-Unsubscribe=One-Click", "http://record.example": "", "": ""} {
		o.Base = base
		if err := alert.Test(t.Context(), sub, o); err != nil {
			t.Fatal(err)
		}
		m := box.got()[len(box.got())-1]
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || m.Header.Get("Bcc") != "" || !strings.HasSuffix(subject, "search ferries Bcc: thief@mail.example Hello") || m.Header.Get("X-Mailer") != "onrecord" || m.Header.Get("List-Unsubscribe-Post") != click || (m.Header.Get("List-Unsubscribe") == "") != (base == "") {
			t.Errorf("under %q: %v", base, m.Header)
		}
	}
}
