package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"tcabot/bot/deliver"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/spec"
	"time"

	"github.com/sethvargo/go-retry"
)

const (
	// exportsEach is how many files one person may have written at the same time.
	exportsEach = 2
	// exportDeadline bounds one file; a list that takes longer is better narrowed.
	exportDeadline = 15 * time.Minute
	// uploadPatience bounds the way of a finished file to Slack.
	uploadPatience = 5 * time.Minute
	// forgetPatience is how long an outage of the database may last at the end of an export.
	forgetPatience = 30 * time.Second
)

// exports implements commands.Exports: files are written to disk row by row, told of in a direct message, and uploaded
// into it. What is under way is kept in the database, so that any replica can stop it and none dies in silence.
type exports struct{ *Bot }

var _ commands.Exports = exports{}

// Start implements commands.Exports.
func (x exports) Start(ctx context.Context, r *spec.Request, line string, sheet spec.Sheet) error {
	e := commands.Exporting{ID: rand.Text(), Line: line, Total: sheet.Total, Outcome: commands.ExportRunning}
	screen := spec.Screen{Words: r.Words, Command: r.Command}
	row := store.Export{ID: e.ID, Who: r.Who, Line: line}
	if err := x.store.AddExport(ctx, row, exportsEach, time.Now()); err != nil {
		return err
	}
	at, err := x.tell(ctx, row, commands.ViewExporting(screen, e))
	if err != nil {
		x.forget(row)
		return err
	}
	row.Channel, row.Message = at.Channel, at.TS
	if err := x.store.PlaceExport(ctx, row); err != nil { // should we die, its owner will hear of it in a new message
		x.log.WarnContext(ctx, "cannot note where an export is told of", "error", err)
	}
	x.running.Go(func() { x.run(screen, row, e, sheet) })
	return nil
}

// Stop implements commands.Exports.
func (x exports) Stop(ctx context.Context, who spec.Who, id string) (bool, error) {
	return x.store.CancelExport(ctx, who, id)
}

// run writes, uploads and tells the end, whatever it is.
func (x exports) run(screen spec.Screen, row store.Export, e commands.Exporting, sheet spec.Sheet) {
	ctx, cancel := context.WithTimeoutCause(x.work, exportDeadline, commands.ErrDeadline)
	defer cancel()
	ctx, end := context.WithCancelCause(ctx)
	var done atomic.Int64
	var watch sync.WaitGroup
	watch.Go(func() {
		x.watch(ctx, end, row, func() {
			now := e
			now.Done = int(done.Load())
			x.progress(ctx, row, commands.ViewExporting(screen, now))
		})
	})
	capped, err := x.safely(ctx, func() (bool, error) { return x.write(ctx, row, sheet, &done) })
	if err != nil && ctx.Err() != nil && !errors.Is(err, deliver.ErrUncertain) {
		err = context.Cause(ctx)
	}
	end(nil)
	watch.Wait() // what it still tells must not come after the end
	e.Done, e.Capped = int(done.Load()), capped
	e.Changed = err == nil && sheet.Changed != nil && sheet.Changed()
	switch {
	case err == nil:
		e.Outcome = commands.ExportDone
	case errors.Is(err, deliver.ErrUncertain):
		e.Outcome = commands.ExportUncertain
	case errors.Is(err, errStopped):
		e.Outcome = commands.ExportStopped
	case x.work.Err() != nil, errors.Is(err, store.ErrGone):
		e.Outcome = commands.ExportInterrupted
	default:
		e.Outcome, e.Problem = commands.ExportFailed, x.explain(x.work, screen, err, "export", 0)
	}
	err = x.edit(row, commands.ViewExporting(screen, e))
	if e.Outcome == commands.ExportInterrupted && errors.Is(err, deliver.ErrLater) {
		return // many end at once when we stop; who finds it dead tells what we could not
	}
	x.forget(row)
}

// safely makes an error of a panic: a row that cannot be written must not end the bot.
func (x exports) safely(ctx context.Context, write func() (bool, error)) (capped bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			x.log.ErrorContext(ctx, "panic in an export", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return write()
}

// write writes the rows to a temporary file, counting them, and uploads it. capped says that not all are in it.
func (x exports) write(ctx context.Context, row store.Export, sheet spec.Sheet, done *atomic.Int64) (capped bool, err error) {
	file, err := os.CreateTemp("", "tcabot-export-*.csv")
	if err != nil {
		return false, fmt.Errorf("make a file: %w", err)
	}
	// Where the system allows it, the file has no name from now on: it goes with the process, however that ends.
	_ = os.Remove(file.Name())
	defer func() { _ = os.Remove(file.Name()) }()
	defer func() { _ = file.Close() }()
	n, capped, err := writeCSV(ctx, file, sheet, commands.MaxExportRows, func(n int) error {
		done.Store(int64(n))
		return ctx.Err()
	})
	done.Store(int64(n))
	if err != nil {
		return capped, err
	}
	if err := x.beat(ctx, row); errors.Is(err, errStopped) || errors.Is(err, store.ErrGone) { // from here on it may be seen
		return capped, err
	}
	return capped, x.upload(ctx, row, sheet.Name+".csv", file)
}

// upload brings a file into the direct message.
func (x exports) upload(ctx context.Context, row store.Export, name string, file *os.File) error {
	ctx, cancel := context.WithTimeout(ctx, uploadPatience)
	defer cancel()
	size, err := file.Seek(0, 1)
	if err != nil {
		return fmt.Errorf("measure the file: %w", err)
	}
	if _, err := file.Seek(0, 0); err != nil {
		return fmt.Errorf("rewind the file: %w", err)
	}
	if err := x.sender.Upload(ctx, row.Channel, name, file, size); err != nil {
		return fmt.Errorf("%w: %w", commands.ErrUpload, err)
	}
	return nil
}

// forget takes an export off the books, and does not give up at once: one that stays there is taken for dead, and its
// owner told so.
func (x exports) forget(row store.Export) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(x.work), forgetPatience)
	defer cancel()
	err := retry.Do(ctx, retry.NewExponential(250*time.Millisecond), func(ctx context.Context) error {
		return retry.RetryableError(x.store.DeleteExport(ctx, row.ID))
	})
	if err != nil {
		x.log.ErrorContext(ctx, "cannot forget an export", "error", err)
	}
}

func place(row store.Export) deliver.Ref { return deliver.Ref{Channel: row.Channel, TS: row.Message} }
