package feed

import (
	"fmt"
	"io"
	"strconv"

	"github.com/onrecord/onrecord"
)

// WriteTable writes a table as CSV with its head, as the exports do: a text that a
// spreadsheet could take for a formula begins with an apostrophe. A cell is
// a string, an int, a float64 or an onrecord.Date; the zero Date is empty.
func WriteTable(w io.Writer, head []string, rows [][]any) error {
	line := newLineWriter(w)
	if err := line.write(head); err != nil {
		return err
	}
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			switch v := cell.(type) {
			case string:
				cells[i] = safe(v)
			case int:
				cells[i] = strconv.Itoa(v)
			case float64:
				cells[i] = valueCell(v)
			case onrecord.Date:
				cells[i] = dayCell(v)
			default:
				return fmt.Errorf("%w: a table's cell of type %T", onrecord.ErrInvalid, cell)
			}
		}
		if err := line.write(cells); err != nil {
			return err
		}
	}
	return nil
}
