package export

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/general"
	"time"
)

// uploadLimit is the time limit of an upload.
const uploadLimit = 5 * time.Minute

// write writes the rows to a temporary file, counting them, and uploads it. capped says that it lacks some.
func (x *Exporter) write(ctx context.Context, row store.Export, sheet command.Sheet, done *atomic.Int64) (capped bool, err error) {
	file, err := os.CreateTemp("", "tcabot-export-*.csv")
	if err != nil {
		return false, fmt.Errorf("make a file: %w", err)
	}
	// Where the system allows it, the file is unlinked now, so that it is deleted however the process ends.
	_ = os.Remove(file.Name())
	defer func() { _ = os.Remove(file.Name()) }()
	defer func() { _ = file.Close() }()
	n, capped, err := writeCSV(ctx, file, sheet, general.MaxExportRows, func(n int) error {
		done.Store(int64(n))
		return ctx.Err()
	})
	done.Store(int64(n))
	if err != nil {
		return capped, err
	}
	if err := x.beat(ctx, row); ends(err) { // after this the file may be visible
		return capped, err
	}
	return capped, x.upload(ctx, row, sheet.Name+".csv", file)
}

// upload uploads a file to the direct message.
func (x *Exporter) upload(ctx context.Context, row store.Export, name string, file *os.File) error {
	ctx, cancel := context.WithTimeout(ctx, uploadLimit)
	defer cancel()
	size, err := file.Seek(0, 1)
	if err != nil {
		return fmt.Errorf("measure the file: %w", err)
	}
	if _, err := file.Seek(0, 0); err != nil {
		return fmt.Errorf("rewind the file: %w", err)
	}
	if err := x.sender.Upload(ctx, row.Channel, name, file, size); err != nil {
		return fmt.Errorf("%w: %w", command.ErrUpload, err)
	}
	return nil
}
