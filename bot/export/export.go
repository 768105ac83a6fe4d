// Package export writes whole lists to files in the background, and sends each to the person who asked for it. Running
// exports are recorded in the database, so that any replica can stop them and report those that died.
package export

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"tcabot/api/crash"
	"tcabot/bot/deliver"
	"tcabot/bot/pool"
	"tcabot/bot/store"
	"tcabot/bot/trace"
	"tcabot/commands/command"
	"tcabot/commands/general"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"time"
)

const (
	// perPerson is how many exports of one person may run concurrently.
	perPerson = 2
	// perProcess is how many exports of a process run concurrently: each sends requests to TCA without a pause.
	perProcess = 64
	// deadline is the time limit of an export; a list that takes longer should be filtered.
	deadline = 15 * time.Minute
)

// Store records running exports.
type Store interface {
	// AddExport records a new export, or returns command.ErrManyExports when its owner has that many already.
	AddExport(ctx context.Context, e store.Export, most int, now time.Time) error
	// PlaceExport records the message that reports an export's progress.
	PlaceExport(ctx context.Context, e store.Export) error
	// BeatExport records an export's heartbeat; store.ErrGone if it is not recorded.
	BeatExport(ctx context.Context, id string, now time.Time) (store.ExportBeat, error)
	// CancelExport stops an export of a person, and reports whether there is one.
	CancelExport(ctx context.Context, who command.Who, id string) (bool, error)
	// DeleteExport deletes an export's record.
	DeleteExport(ctx context.Context, id string) error
	// ClaimExport claims an export without a heartbeat since a time, and reports whether this process got it.
	ClaimExport(ctx context.Context, id string, since, now time.Time) (bool, error)
	// DeadExports lists the exports without a heartbeat since a time.
	DeadExports(ctx context.Context, since time.Time) ([]store.Export, error)
}

// Sender sends messages and files to people.
type Sender interface {
	Post(context.Context, deliver.Message) (deliver.Ref, error)
	Update(ctx context.Context, at deliver.Ref, m kit.Message) error
	UpdateNow(ctx context.Context, at deliver.Ref, m kit.Message) error
	Upload(ctx context.Context, channel, name string, r io.Reader, size int64) error
}

// Languages knows people's languages.
type Languages interface {
	Words(context.Context, command.Who) locale.Words
}

// Explainer explains errors.
type Explainer interface {
	Explain(ctx context.Context, s command.Screen, err error, name string, took time.Duration) kit.Message
	// Panicked logs a panic of which nobody can be told.
	Panicked(context.Context, error)
}

// Config is what an Exporter needs to know.
type Config struct {
	Command   string        // the slash command as people type it
	Heartbeat time.Duration // how often a running export reports its progress and checks whether it was stopped
}

// Heartbeat is how often an export reports its progress in production.
const Heartbeat = 3 * time.Second

// Exporter runs exports. It implements general.Exports; its methods are safe for concurrent use.
type Exporter struct {
	store     Store
	sender    Sender
	languages Languages
	explain   Explainer
	conf      Config
	log       *slog.Logger
	writers   *pool.Pool
}

var _ general.Exports = (*Exporter)(nil)

// New makes an Exporter. It runs nothing before Run is called.
func New(kept Store, sender Sender, languages Languages, explain Explainer, conf Config, log *slog.Logger) *Exporter {
	return &Exporter{store: kept, sender: sender, languages: languages, explain: explain, conf: conf, log: log, writers: pool.New(perProcess, 0)}
}

// Run runs exports until the Exporter is closed and the last one is done. When ctx ends, running exports are cancelled and
// their owners informed.
func (x *Exporter) Run(ctx context.Context) {
	x.writers.Run(ctx, func(ctx context.Context, err error) { x.explain.Panicked(ctx, err) })
}

// Close stops accepting exports.
func (x *Exporter) Close() { x.writers.Close() }

// Wait waits until the last export of a closed Exporter is done, or ctx ends.
func (x *Exporter) Wait(ctx context.Context) error { return x.writers.Wait(ctx) }

// Start implements general.Exports.
func (x *Exporter) Start(ctx context.Context, r *command.Request, line string, sheet command.Sheet) error {
	e := general.Exporting{ID: rand.Text(), Line: line, Total: sheet.Total, Outcome: general.ExportRunning}
	screen := command.Screen{Words: r.Words, Command: r.Command}
	row := store.Export{ID: e.ID, Who: r.Who, Line: line, Asked: r.ID, Generation: r.Login}
	switch err := x.store.AddExport(ctx, row, perPerson, time.Now()); {
	case errors.Is(err, store.ErrDone): // another process answers it, or this one has
		return nil
	case err != nil:
		return err
	}
	at, err := x.announce(ctx, row, general.ViewExporting(screen, e))
	if err != nil {
		x.delete(ctx, row)
		return err
	}
	row.Channel, row.Message = at.Channel, at.TS
	if err := x.store.PlaceExport(ctx, row); err != nil { // if the process dies, the owner gets a new message instead
		x.log.WarnContext(ctx, "cannot save the progress message of an export", "error", err)
	}
	if err := x.writers.Go(func(ctx context.Context) { x.run(trace.Begin(ctx, r.ID, "export"), screen, row, e, sheet) }); err != nil {
		e.Outcome = general.ExportInterrupted
		_ = x.conclude(ctx, row, general.ViewExporting(screen, e)) // an error is logged; the command reports it, too
		x.delete(ctx, row)
		if errors.Is(err, pool.ErrClosed) {
			return command.ErrStopping
		}
		return command.ErrBusy
	}
	return nil
}

// Stop implements general.Exports.
func (x *Exporter) Stop(ctx context.Context, who command.Who, id string) (bool, error) {
	return x.store.CancelExport(ctx, who, id)
}

// run writes and uploads the file and reports the outcome.
func (x *Exporter) run(parent context.Context, screen command.Screen, row store.Export, e general.Exporting, sheet command.Sheet) {
	ctx, cancel := context.WithTimeoutCause(parent, deadline, command.ErrDeadline)
	defer cancel()
	trace.Command(ctx, "export")
	ctx, end := context.WithCancelCause(ctx)
	var done atomic.Int64
	var watch sync.WaitGroup
	watch.Go(func() {
		x.watch(ctx, end, row, func() {
			now := e
			now.Done = int(done.Load())
			x.progress(ctx, row, general.ViewExporting(screen, now))
		})
	})
	capped, err := x.recovered(func() (bool, error) { return x.write(ctx, row, sheet, &done) })
	if err != nil && ctx.Err() != nil && !errors.Is(err, deliver.ErrUncertain) {
		err = context.Cause(ctx)
	}
	end(nil)
	watch.Wait() // no progress may be reported after the outcome
	e.Done, e.Capped = int(done.Load()), capped
	e.Changed = err == nil && sheet.Changed != nil && sheet.Changed()
	switch {
	case err == nil:
		e.Outcome = general.ExportDone
	case errors.Is(err, deliver.ErrUncertain):
		e.Outcome = general.ExportUncertain
	case errors.Is(err, errStopped):
		e.Outcome = general.ExportStopped
	case errors.Is(err, command.ErrSwitched):
		e.Outcome = general.ExportSwitched
	case parent.Err() != nil, errors.Is(err, store.ErrGone):
		e.Outcome = general.ExportInterrupted
	default:
		e.Outcome, e.Problem = general.ExportFailed, x.explain.Explain(parent, screen, err, "export", 0)
	}
	err = x.conclude(parent, row, general.ViewExporting(screen, e))
	if e.Outcome == general.ExportInterrupted && errors.Is(err, deliver.ErrLater) {
		return // at shutdown many end at once: the process that finds it dead will report it
	}
	x.delete(parent, row)
}

// recovered converts a panic to an error: one bad row must not crash the bot.
func (x *Exporter) recovered(write func() (bool, error)) (capped bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = crash.Of(p)
		}
	}()
	return write()
}
