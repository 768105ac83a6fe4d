package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"tcabot/api/crash"
	"tcabot/bot/trace"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"
)

// Explainer explains errors of commands to the person and logs them. It is safe for concurrent use.
type Explainer struct {
	log    *slog.Logger
	panics atomic.Int64
}

// NewExplainer makes an Explainer.
func NewExplainer(log *slog.Logger) *Explainer { return &Explainer{log: log} }

// Panicked logs a panic of which nobody can be told.
func (x *Explainer) Panicked(ctx context.Context, err error) {
	x.count(err)
	x.log.ErrorContext(ctx, "recovered from a panic", "error", err)
}

// count counts an error that is a panic.
func (x *Explainer) count(err error) {
	if _, ok := errors.AsType[*crash.Error](err); ok {
		x.panics.Add(1)
	}
}

// Unasked logs an error of a question that nobody has asked yet. One of TCA's is no news: whoever asks will be told.
func (x *Explainer) Unasked(ctx context.Context, err error) {
	x.count(err)
	level := slog.LevelDebug
	if screen.FaultOf(err) == screen.FaultBot && ctx.Err() == nil {
		level = slog.LevelError
	}
	x.log.Log(ctx, level, "cannot prepare an answer", "error", err)
}

// Refuse explains why a question is not run. An error whose explanation names a reference is logged under it; the others, such
// as that the bot is busy, say all that there is to know.
func (x *Explainer) Refuse(ctx context.Context, s command.Screen, err error) kit.Message {
	ref := trace.Ref(ctx)
	m := screen.Explain(s, err, ref)
	if strings.Contains(m.Text(), ref) {
		x.log.WarnContext(ctx, "question refused", "fault", screen.FaultOf(err), "ref", ref, "error", err)
	}
	return m
}

// Explain explains an error of a command. Errors that the person can correct are not logged; others are logged once, with a
// reference that the person sees, too, and without the line, which may contain names.
func (x *Explainer) Explain(ctx context.Context, s command.Screen, err error, name string, took time.Duration) kit.Message {
	x.count(err)
	ref := trace.Ref(ctx)
	_, usage := errors.AsType[*command.UsageError](err)
	_, choose := errors.AsType[*target.ChooseError](err)
	notLinked := errors.Is(err, command.ErrNotLinked) && !errors.Is(err, command.ErrUnreadable)
	if !usage && !choose && !notLinked && !errors.Is(err, command.ErrTokenTyped) && !errors.Is(err, command.ErrRevisionTyped) {
		x.log.WarnContext(ctx, "command failed", "command", name, "fault", screen.FaultOf(err), "ref", ref, "took", took, "error", err)
	}
	return screen.Explain(s, err, ref)
}
