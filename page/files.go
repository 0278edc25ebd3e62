package page

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/store"
)

// The most rows that a list is handed out as a file with: more are refused, so
// that no file ends without a word. Rows of the ledger and of series are read
// from several releases each.
const (
	maxRows    = 10_000
	maxEntered = 2_000
)

// fileOf returns the address of a list as CSV, "" where it holds nothing or too
// much. The status is that of the commitments that are listed.
func fileOf(a *asked, path, status string, total, most int) string {
	if total == 0 || total > most {
		return ""
	}
	return address(path+".csv", a.heard(), "cursor", "", "order", "", "status", status, "view", "", "by", "", "month", "")
}

// listFile answers with the facts of a list as CSV, narrowed as its page is:
// the table of the exports, the newest first.
func (p *site) listFile(l list) http.Handler {
	return p.csvFile(l.Path, func(r *http.Request, a *asked, w io.Writer) error {
		d := &listData{list: l, Values: map[string]string{}, Today: p.options.Today()}
		request := d.request(a)
		if !a.sane() {
			return a.err(l.Many)
		}
		if err := p.judgedSo(r.Context(), a.text("verdict"), &request); err != nil {
			return err
		}
		request.Order, request.Cursor, request.Limit = store.FactNewest, "", 100
		out, err := table.NewCSV(w, table.FactsOf(l.Kind).Head())
		if err != nil {
			return err
		}
		return everyPage(maxRows, func(cursor string) (total int, next string, err error) {
			request.Cursor = cursor
			page, err := p.store.Facts(r.Context(), request)
			for i := 0; i < len(page.Facts) && err == nil; i++ {
				err = out.Write(table.FactRow(&page.Facts[i])...)
			}
			return page.Total, page.Next, err
		})
	})
}

// accountFile answers with the ledger or the series as CSV, narrowed as the page is.
func (p *site) accountFile(path string, begin func(io.Writer) (*feed.LedgerTable, error), write func(context.Context, *feed.LedgerTable, ledger.Request) (total int, next string, err error)) http.Handler {
	return p.csvFile(path, func(r *http.Request, a *asked, w io.Writer) error {
		request := (&account{}).request(a)
		if !a.sane() {
			return a.err(path)
		}
		out, err := begin(w)
		if err != nil {
			return err
		}
		request.Limit = 100
		return everyPage(maxEntered, func(cursor string) (int, string, error) {
			request.Cursor = cursor
			return write(r.Context(), out, request)
		})
	})
}

func (p *site) sumsTo(ctx context.Context, out *feed.LedgerTable, request ledger.Request) (int, string, error) {
	page, err := ledger.Sums(ctx, p.store, request)
	for i := 0; i < len(page.Entries) && err == nil; i++ {
		err = out.Sum(page.Entries[i].Row())
	}
	return page.Total, page.Next, err
}

func (p *site) seriesTo(ctx context.Context, out *feed.LedgerTable, request ledger.Request) (int, string, error) {
	page, err := ledger.AllSeries(ctx, p.store, request)
	for i := 0; i < len(page.Series) && err == nil; i++ {
		err = out.Series(page.Series[i].Row())
	}
	return page.Total, page.Next, err
}

// everyPage walks a list to its end, or refuses one of more than most.
func everyPage(most int, page func(cursor string) (total int, next string, err error)) error {
	for cursor := ""; ; {
		total, next, err := page(cursor)
		if err != nil || next == "" {
			return err
		}
		if total > most {
			return fmt.Errorf("%w: a file of a list holds at most %d rows, and these are %d", onrecord.ErrTooLarge, most, total)
		}
		cursor = next
	}
}

// csvFile answers with what is written as a file to keep.
func (p *site) csvFile(path string, write func(*http.Request, *asked, io.Writer) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var out bytes.Buffer
		r = listening(r)
		err := write(r, ask(r), &out)
		if names := unheard(r); err == nil && len(names) > 0 { // a file can't say what was left aside
			err = fmt.Errorf("%w: %s: nothing here is narrowed by %s", onrecord.ErrInvalid, path, strings.Join(names, ", "))
		}
		if err != nil {
			p.fail(w, r, api.Status(err), err)
			return
		}
		w.Header().Set("Content-Type", table.MediaTypeCSV)
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "onrecord-"+path[1:]+".csv"))
		p.keepable(w, "no-cache")
		send(w, r, out.Bytes())
	})
}
