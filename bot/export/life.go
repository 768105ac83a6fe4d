package export

import (
	"context"
	"errors"
	"fmt"
	"tcabot/bot/deliver"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/general"
	"tcabot/commands/kit"
	"time"

	"github.com/sethvargo/go-retry"
)

const (
	// deadAfter is after how much silence an export is taken for dead.
	deadAfter = 2 * time.Minute
	// beatLimit bounds one sign of life: a database that hangs is as good as none.
	beatLimit = 10 * time.Second
	// editLimit bounds one edit.
	editLimit = 10 * time.Second
	// deleteLimit is how long an outage of the database may last at the end of an export.
	deleteLimit = 30 * time.Second
)

// errStopped says that an export's owner stopped it.
var errStopped = errors.New("stopped by its owner")

// watch gives signs of life until the context ends. It ends it when the owner stopped the export, and when the database
// has not heard of it for so long that another process may have declared it dead.
func (x *Exporter) watch(ctx context.Context, end context.CancelCauseFunc, row store.Export, report func()) {
	tick := time.NewTicker(x.conf.Heartbeat)
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
			report()
		case ctx.Err() != nil:
			return
		case errors.Is(err, errStopped), errors.Is(err, store.ErrGone), time.Since(heard) > deadAfter:
			end(err)
			return
		default:
			x.log.WarnContext(ctx, "an export cannot give a sign of life", "error", err)
		}
	}
}

// beat gives one sign of life. The error is errStopped when the export is to end.
func (x *Exporter) beat(ctx context.Context, row store.Export) error {
	ctx, cancel := context.WithTimeout(ctx, beatLimit)
	defer cancel()
	cancelled, err := x.store.BeatExport(ctx, row.ID, time.Now())
	if err == nil && cancelled {
		return errStopped
	}
	return err
}

// announce posts the message that reports an export to its owner, and returns where it is.
func (x *Exporter) announce(ctx context.Context, row store.Export, m kit.Message) (deliver.Ref, error) {
	at, err := x.sender.Post(ctx, deliver.Message{Channel: row.Who.User, Message: m})
	switch {
	case err == nil:
		return at, nil
	case errors.Is(err, deliver.ErrUncertain):
		return at, fmt.Errorf("%w: %w", command.ErrUnconfirmed, err)
	case errors.Is(err, deliver.ErrLater):
		return at, fmt.Errorf("%w: %w", command.ErrBusy, err)
	default:
		return at, fmt.Errorf("%w: %w", command.ErrDirect, err)
	}
}

// conclude reports how an export ended, in the place of the message that announced it. It does so although the export's
// own context ended; that it fails is logged.
func (x *Exporter) conclude(ctx context.Context, row store.Export, m kit.Message) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), editLimit)
	defer cancel()
	var err error
	if row.Message == "" {
		_, err = x.announce(ctx, row, m)
	} else {
		err = x.sender.Update(ctx, message(row), m)
	}
	if err != nil {
		x.log.WarnContext(ctx, "cannot report how an export ended", "error", err)
	}
	return err
}

// progress reports how far an export is; the next report says it better. It is not called off with the export: Slack may
// act on an edit that nobody waits for any longer, and put it over a later one.
func (x *Exporter) progress(ctx context.Context, row store.Export, m kit.Message) {
	err := x.sender.UpdateNow(context.WithoutCancel(ctx), message(row), m)
	if err != nil && !errors.Is(err, deliver.ErrLater) {
		x.log.WarnContext(ctx, "cannot report the progress of an export", "error", err)
	}
}

// ReportDead tells the owners of exports whose process died, until ctx ends. A restart tells at once what it can.
func (x *Exporter) ReportDead(ctx context.Context) {
	tick := time.NewTicker(deadAfter / 2)
	defer tick.Stop()
	for {
		dead, err := x.store.DeadExports(ctx, time.Now().Add(-deadAfter))
		if err != nil && ctx.Err() == nil {
			x.log.ErrorContext(ctx, "cannot look for dead exports", "error", err)
		}
		for _, row := range dead {
			now := time.Now()
			if mine, err := x.store.ClaimExport(ctx, row.ID, now.Add(-deadAfter), now); err != nil || !mine {
				continue
			}
			screen := command.Screen{Words: x.languages.Words(ctx, row.Who), Command: x.conf.Command}
			ended := general.Exporting{ID: row.ID, Line: row.Line, Outcome: general.ExportInterrupted}
			if err := x.conclude(ctx, row, general.ViewExporting(screen, ended)); !errors.Is(err, deliver.ErrLater) {
				x.delete(ctx, row)
			} // else it is reported the next time
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// delete forgets an export, and does not give up at once: one that stays in the database is taken for dead, and its
// owner told so.
func (x *Exporter) delete(ctx context.Context, row store.Export) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deleteLimit)
	defer cancel()
	err := retry.Do(ctx, retry.NewExponential(250*time.Millisecond), func(ctx context.Context) error {
		return retry.RetryableError(x.store.DeleteExport(ctx, row.ID))
	})
	if err != nil {
		x.log.ErrorContext(ctx, "cannot forget an export", "error", err)
	}
}

// message is where an export is reported.
func message(row store.Export) deliver.Ref { return deliver.Ref{Channel: row.Channel, TS: row.Message} }
