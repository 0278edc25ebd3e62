package alert

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"net/url"
	"strconv"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"

	"github.com/wneessen/go-mail"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Mail is how mail is sent.
type Mail struct {
	// Server is the mail server that takes it: smtp://host:587 (TLS where the
	// server offers it), smtps://host:465 (TLS from the start), with
	// user:password@ before the host where it wants them.
	Server string
	// From is the address that it comes from.
	From string
	// TLS is nil but for tests.
	TLS *tls.Config
}

//go:embed templates
var templateFiles embed.FS

var (
	plainDigest = template.Must(template.ParseFS(templateFiles, "templates/digest.txt"))
	htmlDigest  = htmltemplate.Must(htmltemplate.ParseFS(templateFiles, "templates/digest.html"))
)

// digest is what the templates of a mail get.
type digest struct {
	Subject, About, Base, End string
	Alerts                    []alertAt
}

// newDigest returns the words of a delivery by mail.
func (o Options) newDigest(d store.Delivery) digest {
	out := digest{About: About(d.Subscription), Base: o.Base}
	for _, a := range d.Alerts {
		a.Title, a.Says = oneLine(a.Title), oneLine(a.Says)
		out.Alerts = append(out.Alerts, alertAt{a, o.Base + a.Path})
	}
	what := strconv.Itoa(len(d.Alerts)) + " new"
	if len(d.Alerts) == 1 {
		what = out.Alerts[0].Title
	}
	out.Subject = cut("onrecord: "+what+" – "+out.About, 200)
	if o.Base != "" {
		out.End = o.Base + "/unsubscribe/" + url.PathEscape(d.Subscription.Token)
	}
	return out
}

// About says in words what a subscription follows.
func About(s onrecord.Subscription) string {
	switch words := cut(oneLine(cmp.Or(s.Words, s.About)), 200); {
	case words == "":
		return "all changes"
	case s.Topic == onrecord.TopicCommitment:
		return "the commitment “" + words + "”"
	case s.Topic == onrecord.TopicChanges:
		return "changes: " + words
	case s.Topic == onrecord.TopicName:
		return words
	default:
		return string(s.Topic) + " " + words
	}
}

// compose makes a delivery's mail: plain and HTML, with one click to end it
// (RFC 8058), under an id that stays the same.
func (o Options) compose(d store.Delivery) (*mail.Msg, error) {
	words := o.newDigest(d)
	var plain, marked bytes.Buffer
	if err := plainDigest.Execute(&plain, words); err != nil {
		return nil, err
	}
	if err := htmlDigest.Execute(&marked, words); err != nil {
		return nil, err
	}
	m := mail.NewMsg()
	m.SetUserAgent("onrecord")
	if err := m.From(o.Mail.From); err != nil {
		return nil, fmt.Errorf("%w: mail comes from %.100q, which is no address", onrecord.ErrInvalid, o.Mail.From)
	}
	if err := m.To(d.Subscription.Address); err != nil {
		return nil, err
	}
	m.Subject(words.Subject)
	m.SetDateWithValue(d.MadeAt)
	m.SetMessageIDWithValue(d.ID + "@" + domain(o.Mail.From))
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if words.End != "" {
		m.SetGenHeader(mail.HeaderListUnsubscribe, "<"+words.End+">")
		if strings.HasPrefix(words.End, "https://") { // as RFC 8058 has it, section 3.1
			m.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
		}
	}
	m.SetBodyString(mail.TypeTextPlain, plain.String())
	m.AddAlternativeString(mail.TypeTextHTML, marked.String())
	return m, nil
}

func domain(address string) string {
	_, host, _ := strings.Cut(address, "@")
	return strings.TrimRight(host, "> ")
}

// client returns what speaks to the mail server.
func (m Mail) client() (*mail.Client, error) {
	u, err := url.Parse(m.Server)
	if err != nil || u.Host == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, fmt.Errorf("%w: a mail server is given as smtp://host:587 or smtps://host:465, not %.100q", onrecord.ErrInvalid, m.Server)
	}
	options := []mail.Option{mail.WithTLSPolicy(mail.TLSOpportunistic)}
	if u.Scheme == "smtps" {
		options = []mail.Option{mail.WithSSLPort(false)}
	}
	if m.TLS != nil {
		options = append(options, mail.WithTLSConfig(m.TLS))
	}
	if port, err := strconv.Atoi(u.Port()); err == nil {
		options = append(options, mail.WithPort(port))
	}
	if password, given := u.User.Password(); given {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	return mail.NewClient(u.Hostname(), options...)
}

// Check reports what is wrong with how mail is to be sent.
func (m Mail) Check() error {
	if _, err := m.client(); err != nil {
		return err
	}
	if err := mail.NewMsg().From(m.From); err != nil {
		return fmt.Errorf("%w: mail comes from %.100q, which is no address", onrecord.ErrInvalid, m.From)
	}
	return nil
}

// mail sends a delivery to its address.
func (o Options) mail(ctx context.Context, d store.Delivery) error {
	m, err := o.compose(d)
	if err != nil {
		return err
	}
	client, err := o.Mail.client()
	if err != nil {
		return err
	}
	return client.DialAndSendWithContext(ctx, m)
}

// oneLine drops control characters and levels white space.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)), " ")
}

// cut shortens a text to a number of bytes.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return strings.TrimRightFunc(s[:most], unicode.IsSpace) + "…"
}

// firstWords returns the first two paragraphs of a text: the first may say no
// more than who issued it, and when.
func firstWords(s string) string {
	parts := strings.SplitN(s, "\n\n", 3)
	return cut(strings.Join(parts[:min(2, len(parts))], "\n"), 600)
}
