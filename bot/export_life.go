package bot

import (
	"context"
	"errors"
	"fmt"
	"tcabot/bot/deliver"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"time"
)

const (
	// exportDead is after how much silence an export is taken for dead.
	exportDead = 2 * time.Minute
	// beatPatience bounds one sign of life: a database that hangs is as good as none.
	beatPatience = 10 * time.Second
	// editPatience bounds one edit.
	editPatience = 10 * time.Second
)

// errStopped says that an export's owner wants no more of it.
var errStopped = errors.New("stopped by its owner")

// watch gives signs of life until the context ends. It ends it when the owner wants no more of the export, and when the
// database has not heard of it for so long that another process may have told them that it is dead.
func (x exports) watch(ctx context.Context, end context.CancelCauseFunc, row store.Export, tell func()) {
	tick := time.NewTicker(x.times.Beat)
	defer tick.Stop()
	heard := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		switch err := x.beat(ctx, row); {
		case err == nil:
			heard = time.Now()
			tell()
		case ctx.Err() != nil:
			return
		case errors.Is(err, errStopped), errors.Is(err, store.ErrGone), time.Since(heard) > exportDead:
			end(err)
			return
		default:
			x.log.WarnContext(ctx, "an export cannot give a sign of life", "error", err)
		}
	}
}

// beat gives one sign of life. The error is errStopped when the export is to end.
func (x exports) beat(ctx context.Context, row store.Export) error {
	ctx, cancel := context.WithTimeout(ctx, beatPatience)
	defer cancel()
	cancelled, err := x.store.BeatExport(ctx, row.ID, time.Now())
	if err == nil && cancelled {
		return errStopped
	}
	return err
}

// tell posts a message to an export's owner and returns where it is.
func (x exports) tell(ctx context.Context, row store.Export, m kit.Message) (deliver.Ref, error) {
	at, err := x.sender.Post(ctx, deliver.Message{Channel: row.Who.User, Message: m})
	switch {
	case err == nil:
		return at, nil
	case errors.Is(err, deliver.ErrUncertain):
		return at, fmt.Errorf("%w: %w", commands.ErrUnconfirmed, err)
	case errors.Is(err, deliver.ErrLater):
		return at, fmt.Errorf("%w: %w", commands.ErrBusy, err)
	default:
		return at, fmt.Errorf("%w: %w", commands.ErrDirect, err)
	}
}

// edit puts another message in the place of the one that tells of an export. That it fails is no reason to end it.
func (x exports) edit(row store.Export, m kit.Message) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(x.work), editPatience)
	defer cancel()
	var err error
	if row.Message == "" {
		_, err = x.tell(ctx, row, m)
	} else {
		err = x.sender.Update(ctx, place(row), m)
	}
	if err != nil {
		x.log.WarnContext(ctx, "cannot tell how an export ended", "error", err)
	}
	return err
}

// progress is edit for what the next one says better. It is not called off with the export: Slack may act on an edit
// that we no longer wait for, and put it over a later one.
func (x exports) progress(ctx context.Context, row store.Export, m kit.Message) {
	err := x.sender.UpdateNow(context.WithoutCancel(ctx), place(row), m)
	if err != nil && !errors.Is(err, deliver.ErrLater) {
		x.log.WarnContext(ctx, "cannot tell how an export goes", "error", err)
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
			now := time.Now()
			if mine, err := x.store.ClaimExport(ctx, row.ID, now.Add(-exportDead), now); err != nil || !mine {
				continue
			}
			screen := spec.Screen{Words: x.words(ctx, row.Who), Command: x.conf.SlackCommand}
			ended := commands.Exporting{ID: row.ID, Line: row.Line, Outcome: commands.ExportInterrupted}
			if err := x.edit(row, commands.ViewExporting(screen, ended)); !errors.Is(err, deliver.ErrLater) {
				x.forget(row)
			} // else it is told the next time
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
