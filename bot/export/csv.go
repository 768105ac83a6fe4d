package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"tcabot/commands/command"
)

// byteOrderMark makes spreadsheet programs read the file as UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV writes a sheet row by row and reports the count after each. It stops at most rows; capped says that there were
// more.
func writeCSV(ctx context.Context, to io.Writer, sheet command.Sheet, most int, told func(done int) error) (done int, capped bool, err error) {
	buffer := bufio.NewWriter(to)
	if _, err := buffer.WriteString(byteOrderMark); err != nil {
		return 0, false, fmt.Errorf("write the file: %w", err)
	}
	w := csv.NewWriter(buffer)
	w.UseCRLF = true // RFC 4180
	if err := w.Write(sheet.Head); err != nil {
		return 0, false, fmt.Errorf("write the file: %w", err)
	}
	for row, err := range sheet.Rows(ctx) {
		if err != nil {
			return done, false, err
		}
		if done >= most {
			capped = true
			break
		}
		for i, cell := range row {
			row[i] = disarm(cell)
		}
		if err := w.Write(row); err != nil {
			return done, false, fmt.Errorf("write the file: %w", err)
		}
		done++
		if err := told(done); err != nil {
			return done, false, err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return done, capped, fmt.Errorf("write the file: %w", err)
	}
	if err := buffer.Flush(); err != nil {
		return done, capped, fmt.Errorf("write the file: %w", err)
	}
	return done, capped, nil
}

// disarm keeps spreadsheet programs from evaluating a cell: an apostrophe is put before what begins like a formula. Plain
// numbers stay as they are. https://owasp.org/www-community/attacks/CSV_Injection
func disarm(cell string) string {
	cell = strings.ReplaceAll(cell, "\x00", "")
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}
