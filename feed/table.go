package feed

import (
	"io"

	"github.com/onrecord/onrecord/feed/table"
)

// MediaTypeCSV is what tables are written as.
const MediaTypeCSV = table.MediaTypeCSV

// WriteTable writes a table as CSV with its head, as the exports do: see table.CSV
// for what a cell may be.
func WriteTable(w io.Writer, head []string, rows [][]any) error {
	out, err := table.NewCSV(w, head)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := out.Write(row...); err != nil {
			return err
		}
	}
	return nil
}
