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
	// deadAfter is how long after its last heartbeat an export counts as dead.
	deadAfter = 2 * time.Minute
	// beatLimit is the time limit of one heartbeat.
	beatLimit = 10 * time.Second
	// editLimit is the time limit of one edit.
	editLimit = 10 * time.Second
	// deleteLimit is how long a database outage at the end of an export may last.
	deleteLimit = 30 * time.Second
)

// errStopped says that an export's owner stopped it.
var errStopped = errors.New("stopped by its owner")

// watch records heartbeats until the context ends. It cancels the context when the owner stopped the export, and when
// there was no heartbeat for so long that another process may have declared the export dead.
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
		case ends(err), time.Since(heard) > deadAfter:
			end(err)
			return
		default:
			x.log.WarnContext(ctx, "cannot record the heartbeat of an export", "error", err)
		}
	}
}

// ends reports whether the error of a heartbeat means that the export must end now.
func ends(err error) bool {
	return errors.Is(err, errStopped) || errors.Is(err, command.ErrSwitched) || errors.Is(err, store.ErrGone)
}

// beat records one heartbeat. The error is errStopped when the owner stopped the export, and command.ErrSwitched when they
// connected another account: its file would go to somebody who may no longer be allowed to see it.
func (x *Exporter) beat(ctx context.Context, row store.Export) error {
	ctx, cancel := context.WithTimeout(ctx, beatLimit)
	defer cancel()
	found, err := x.store.BeatExport(ctx, row.ID, time.Now())
	switch {
	case err != nil:
		return err
	case found.Cancelled:
		return errStopped
	case found.Generation != row.Generation:
		return command.ErrSwitched
	default:
		return nil
	}
}

// announce posts the progress message of an export, and returns its location.
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

// conclude reports the outcome of an export by editing its progress message. It does so although the export's context may
// have ended; errors are logged.
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
		x.log.WarnContext(ctx, "cannot report the outcome of an export", "error", err)
	}
	return err
}

// progress reports the progress of an export. It is not cancelled with the export: Slack could apply a cancelled edit after
// a later one.
func (x *Exporter) progress(ctx context.Context, row store.Export, m kit.Message) {
	err := x.sender.UpdateNow(context.WithoutCancel(ctx), message(row), m)
	if err != nil && !errors.Is(err, deliver.ErrLater) {
		x.log.WarnContext(ctx, "cannot report the progress of an export", "error", err)
	}
}

// ReportDead informs the owners of exports whose process died, until ctx ends, and first at once.
func (x *Exporter) ReportDead(ctx context.Context) {
	tick := time.NewTicker(deadAfter / 2)
	defer tick.Stop()
	for {
		dead, err := x.store.DeadExports(ctx, time.Now().Add(-deadAfter))
		if err != nil && ctx.Err() == nil {
			x.log.ErrorContext(ctx, "cannot search for dead exports", "error", err)
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
			} // otherwise it is reported the next time
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// delete deletes an export's record, with retries: one that stays in the database would be reported as dead.
func (x *Exporter) delete(ctx context.Context, row store.Export) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deleteLimit)
	defer cancel()
	err := retry.Do(ctx, retry.NewExponential(250*time.Millisecond), func(ctx context.Context) error {
		return retry.RetryableError(x.store.DeleteExport(ctx, row.ID))
	})
	if err != nil {
		x.log.ErrorContext(ctx, "cannot delete an export", "error", err)
	}
}

// message is the location of an export's progress message.
func message(row store.Export) deliver.Ref { return deliver.Ref{Channel: row.Channel, TS: row.Message} }
