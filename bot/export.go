package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"time"

	"github.com/slack-go/slack"
)

const (
	// exportsEach is how many files one person may have written at the same time.
	exportsEach = 2
	// exportDeadline bounds one file; a list that takes longer is better narrowed.
	exportDeadline = 15 * time.Minute
	// exportDead is after how much silence an export is taken for dead.
	exportDead = 2 * time.Minute
	// uploadPatience bounds the way of a finished file to Slack.
	uploadPatience = 5 * time.Minute
)

// exports implements commands.Exports: files are written to disk row by row, told of in a direct message, and uploaded
// into it. What is under way is kept in the database, so that any replica can stop it and none dies in silence.
type exports struct{ *Bot }

var _ commands.Exports = exports{}

// Start implements commands.Exports.
func (x exports) Start(ctx context.Context, r *spec.Request, line string, sheet spec.Sheet) error {
	n, err := x.store.CountExports(ctx, r.Who)
	if err != nil {
		return err
	}
	if n >= exportsEach {
		return commands.ErrManyExports
	}
	e := commands.Exporting{ID: rand.Text(), Line: line, Total: sheet.Total, Outcome: commands.ExportRunning}
	screen := spec.Screen{Words: r.Words, Command: r.Command}
	channel, ts, err := x.tell(ctx, r.Who.User, commands.ViewExporting(screen, e))
	if err != nil {
		return err
	}
	row := store.Export{ID: e.ID, Who: r.Who, Channel: channel, Message: ts, Line: line}
	if err := x.store.AddExport(ctx, row, time.Now()); err != nil {
		return err
	}
	x.running.Go(func() {
		ctx, cancel := context.WithTimeoutCause(x.work, exportDeadline, commands.ErrDeadline)
		defer cancel()
		x.run(ctx, screen, row, e, sheet)
	})
	return nil
}

// Stop implements commands.Exports.
func (x exports) Stop(ctx context.Context, who spec.Who, id string) (bool, error) {
	return x.store.CancelExport(ctx, who, id)
}

// errStopped says that the owner wants no more of an export.
var errStopped = errors.New("stopped by its owner")

// run writes, uploads and tells the end, whatever it is.
func (x exports) run(ctx context.Context, screen spec.Screen, row store.Export, e commands.Exporting, sheet spec.Sheet) {
	err := x.write(ctx, screen, row, &e, sheet)
	switch {
	case err == nil:
		e.Outcome = commands.ExportDone
	case errors.Is(err, errStopped):
		e.Outcome = commands.ExportStopped
	case x.work.Err() != nil:
		e.Outcome = commands.ExportInterrupted
	default:
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		e.Outcome, e.Problem = commands.ExportFailed, x.explain(x.work, screen, err, "export", 0)
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), editPatience)
	defer cancel()
	x.edit(end, row, commands.ViewExporting(screen, e))
	if _, err := x.store.DeleteExport(end, row.ID); err != nil {
		x.log.ErrorContext(end, "cannot forget an export", "error", err)
	}
}

// write writes the rows to a temporary file and uploads it.
func (x exports) write(ctx context.Context, screen spec.Screen, row store.Export, e *commands.Exporting, sheet spec.Sheet) error {
	file, err := os.CreateTemp("", "tcabot-export-*.csv")
	if err != nil {
		return fmt.Errorf("make a file: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	defer func() { _ = file.Close() }()
	last := time.Now()
	beat := func(done int) error {
		e.Done = done
		if time.Since(last) < x.times.Beat {
			return nil
		}
		last = time.Now()
		cancelled, err := x.store.BeatExport(ctx, row.ID, last)
		if err == nil && cancelled {
			err = errStopped
		}
		if err == nil {
			x.edit(ctx, row, commands.ViewExporting(screen, *e))
		}
		return err
	}
	if e.Done, e.Capped, err = writeCSV(ctx, file, sheet, commands.MaxExportRows, beat); err != nil {
		return err
	}
	if cancelled, err := x.store.BeatExport(ctx, row.ID, time.Now()); err != nil || cancelled {
		return errors.Join(err, errStopped)
	}
	return x.upload(ctx, row, sheet.Name+".csv", file)
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
	_, err = x.uploads.UploadFileContext(ctx, slack.UploadFileParameters{
		Reader: file, FileSize: int(size), Filename: name, Title: name, Channel: row.Channel,
	})
	if err != nil {
		return fmt.Errorf("%w: %w", commands.ErrUpload, slackError(err))
	}
	return nil
}

// tell posts a message to a person and returns where it is.
func (x exports) tell(ctx context.Context, user string, m kit.Message) (channel, ts string, err error) {
	channel, ts, err = x.slack.PostMessageContext(ctx, user, slack.MsgOptionText(m.Text(), false), slack.MsgOptionBlocks(m.Blocks()...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if err != nil {
		return "", "", fmt.Errorf("write a direct message: %w", slackError(err))
	}
	return channel, ts, nil
}

// editPatience bounds one edit.
const editPatience = 10 * time.Second

// edit puts another message in the place of the one that tells of an export. That it fails is no reason to end it. It is
// not called off with the export: Slack may act on an edit that we no longer wait for, and put it over a later one.
func (x exports) edit(ctx context.Context, row store.Export, m kit.Message) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), editPatience)
	defer cancel()
	_, _, _, err := x.slack.UpdateMessageContext(ctx, row.Channel, row.Message, slack.MsgOptionText(m.Text(), false), slack.MsgOptionBlocks(m.Blocks()...))
	if err != nil {
		x.log.WarnContext(ctx, "cannot tell how an export goes", "error", slackError(err))
	}
}

// bury tells the owners of exports whose process died, until ctx ends. A restart tells at once what it can.
func (x exports) bury(ctx context.Context) {
	tick := time.NewTicker(exportDead / 2)
	defer tick.Stop()
	for {
		dead, err := x.store.DeadExports(ctx, time.Now().Add(-exportDead))
		if err != nil && ctx.Err() == nil {
			x.log.ErrorContext(ctx, "cannot look for dead exports", "error", err)
		}
		for _, row := range dead {
			if mine, err := x.store.DeleteExport(ctx, row.ID); err != nil || !mine {
				continue
			}
			screen := spec.Screen{Words: x.words(ctx, row.Who), Command: x.conf.SlackCommand}
			x.edit(ctx, row, commands.ViewExporting(screen, commands.Exporting{ID: row.ID, Line: row.Line, Outcome: commands.ExportInterrupted}))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// slackError keeps of an error of slack-go's what may be logged: Slack's code, or its kind. Its text may hold the
// address of a request, which is a credential.
func slackError(err error) error {
	if code, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return fmt.Errorf("slack: %s", code.Err)
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return fmt.Errorf("slack: asks to wait %s", limited.RetryAfter)
	}
	return fmt.Errorf("slack: %T", err)
}
