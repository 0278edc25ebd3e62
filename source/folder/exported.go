package folder

import (
	"io"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/exported"
)

// exportedLines walks the lines of another record's export.
func (w *walker) exportedLines(in io.Reader, it item) error {
	return w.ended(it, exported.Lines(w.ctx, in, w.o.Limits.MaxDocument, w.entryOf(it)))
}

// exportedTables walks the tables of another record's export.
func (w *walker) exportedTables(it item) error {
	return w.ended(it, exported.Tables(w.ctx, it.file.Name(), w.o.Limits.MaxDocument, w.entryOf(it)))
}

func (w *walker) ended(it item, err error) error {
	if own, ok := err.(*stop); ok {
		return own.err
	}
	if err != nil {
		return w.fault(it.location, err)
	}
	return nil
}

// entryOf hands out what an export holds. A version's capture is its line, as it
// stands there, under the export's own location and the release's id: so its versions
// have one location, as they had one page.
func (w *walker) entryOf(it item) func(exported.Entry) error {
	return func(e exported.Entry) error {
		var err error
		switch {
		case e.Statement != nil && w.o.Statement == nil:
			w.skipped(it.location, "what a person said")
		case e.Err != nil:
			err = w.faultAt(it.location, e.Place, e.Err)
			if err == nil && e.Statement != nil {
				err = w.o.Statement(*e.Statement)
			}
		case e.Statement != nil:
			err = w.o.Statement(*e.Statement)
		default:
			at := e.Version.At
			if at.IsZero() {
				at = w.o.Now
			}
			err = w.visit(onrecord.NewCapture(e.Version.Line, it.location+"!"+e.Version.Release, "", at))
		}
		if err != nil {
			return &stop{err}
		}
		return nil
	}
}
