package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/store"
)

const noServer = "no mail server is named: give --smtp smtp://HOST:PORT and --mail-from ADDRESS, or set ONRECORD_SMTP and ONRECORD_MAIL_FROM"

// sending is what the flags of commands that send alerts say.
type sending struct {
	smtp, from, base string
	private          bool
}

func (o *sending) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.smtp, "smtp", "", "mail server, smtp://HOST:587 or smtps://USER:PASSWORD@HOST:465 (or ONRECORD_SMTP, which other users of this machine cannot see)")
	f.StringVar(&o.from, "mail-from", "", "address that mail comes from (or ONRECORD_MAIL_FROM)")
	f.StringVar(&o.base, "base-url", "", "address that the record is served under, for links in messages (or ONRECORD_BASE_URL)")
	f.BoolVar(&o.private, "allow-private", false, "call webhooks on private and loopback addresses, too")
}

// sendOptions are the flags and what the environment says where they say nothing.
func (p *program) sendOptions(o sending) (alert.Options, error) {
	or := func(flag, name string) string {
		if flag != "" {
			return flag
		}
		return p.env(name)
	}
	out := alert.Options{
		Base: or(o.base, "ONRECORD_BASE_URL"), Private: o.private, Now: time.Now,
		Mail: alert.Mail{Server: or(o.smtp, "ONRECORD_SMTP"), From: or(o.from, "ONRECORD_MAIL_FROM")},
		Log:  p.log,
	}
	if out.Base != "" && !strings.HasPrefix(out.Base, "http://") && !strings.HasPrefix(out.Base, "https://") {
		return out, usagef("--base-url wants an address like https://record.example.org, not %q", out.Base)
	}
	if out.Mail.Server != "" {
		if err := out.Mail.Check(); err != nil {
			return out, usageError{err}
		}
	}
	return out, nil
}

func (p *program) alert() *cobra.Command {
	var o sending
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "alert",
		Short: "Send what is new to those who follow it, once",
		Long: `alert looks at what came into the record since it last did, and sends what is due:
webhooks at once, digests by mail when their day or week is over. What does not
arrive is kept and tried again by a later run. "onrecord serve" does this each minute.

The exit code is 3 where something did not arrive.`,
		Example: `  onrecord alert
  onrecord alert --json
  onrecord alert --smtp smtp://localhost:25 --mail-from record@example.org --base-url https://record.example.org`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := p.sendOptions(o)
			if err != nil {
				return err
			}
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			done, err := alert.Run(cmd.Context(), s, options)
			if err != nil {
				return err
			}
			if asJSON {
				if err := p.printJSON(done); err != nil {
					return err
				}
			} else {
				fmt.Fprintf(p.stdout, "%s made; %s sent, %d to be tried again, %d given up.\n", count(done.Made, "alert"), count(done.Sent, "message"), done.Failed, done.Dead)
			}
			if done.Waiting > 0 && !asJSON {
				fmt.Fprintf(p.stdout, "%s to be sent by mail, but %s.\n", count(done.Waiting, "message"), noServer)
			}
			if done.Failed+done.Dead > 0 {
				return errProblems
			}
			return nil
		},
	}
	o.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was done as one JSON object")
	return cmd
}

// alertJob returns a job that sends what is due. The record is opened for writing only once something is
// followed, so that serving a record needs no right to write it.
func alertJob(read store.Store, writing *onceOpened, o alert.Options) func(context.Context) error {
	return func(ctx context.Context) error {
		subs, err := read.Subscriptions(ctx)
		if err != nil || len(subs) == 0 {
			return err
		}
		s, err := writing.store(ctx)
		if err == nil {
			_, err = alert.Run(ctx, s, o)
		}
		return err
	}
}

// unsubscribing ends a subscription, opening the record for writing for it alone.
type unsubscribing struct {
	read    store.Store
	writing *onceOpened
}

func (u unsubscribing) Subscribed(ctx context.Context, token string) (store.Subscription, error) {
	return u.read.Subscribed(ctx, token)
}

func (u unsubscribing) Unsubscribe(ctx context.Context, token string) error {
	s, err := u.writing.store(ctx)
	if err != nil {
		return err
	}
	return s.Unsubscribe(ctx, token)
}
