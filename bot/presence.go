package bot

import (
	"context"
	"crypto/rand"
	"log/slog"
	"os"
	"tcabot/bot/deliver"
	examining "tcabot/bot/doctor"
	"tcabot/bot/socket"
	"tcabot/bot/store"
	"tcabot/commands/doctor"
	"tcabot/commands/locale"
	"time"
)

// presence notes in the database that this process runs, so that an examination knows all of them, and notices when Slack
// counts connections that belong to none of them.
type presence struct {
	store   *store.Store
	sockets *socket.Listener
	doctor  *examining.Doctor
	me      deliver.Identity
	times   Times
	self    doctor.Process
	foreign int // how many times in a row there were such connections
	log     *slog.Logger
}

func newPresence(p presence) *presence {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	p.self = doctor.Process{ID: rand.Text(), Host: host, Version: Version(), Began: time.Now()}
	return &p
}

// run examines the installation once, for the first lines of the log, and notes every few seconds that the process is there,
// until ctx ends.
func (p *presence) run(ctx context.Context) {
	p.report(ctx, p.doctor.Start(ctx, p.me))
	next := time.NewTimer(0)
	defer next.Stop()
	for {
		select {
		case <-next.C:
			next.Reset(p.pause(p.note(ctx)))
		case <-ctx.Done():
			p.leave(context.WithoutCancel(ctx))
			return
		}
	}
}

// pause is how long the next note can wait: less while not all connections are open.
func (p *presence) pause(connections int) time.Duration {
	if connections < p.sockets.Slots() {
		return p.times.Presence / 20
	}
	return p.times.Presence
}

// note notes that the process is there, and returns how many connections it has. What fails is tried again soon; whoever needs
// the database reports that it is lost.
func (p *presence) note(ctx context.Context) int {
	count, now := p.sockets.Count(), time.Now()
	p.self.Seen, p.self.Connections, p.self.Elsewhere, p.self.Greeted = now, count.Open, count.Elsewhere, count.Greeted
	if err := p.store.NoteProcess(ctx, p.self); err != nil {
		p.log.DebugContext(ctx, "cannot note that this process is there", "error", err)
		return count.Open
	}
	running, err := p.store.Processes(ctx, now.Add(-p.times.Alive))
	switch {
	case err != nil:
	case !doctor.Foreign(running):
		p.foreign = 0
	default:
		if p.foreign++; p.foreign == foreignNotes {
			p.report(ctx, doctor.Processes(running))
		}
	}
	return count.Open
}

// foreignNotes is how many notes in a row must find connections that belong to nobody before that is reported: a process that
// starts or was killed is unknown for a while.
const foreignNotes = 6

// leave deletes the note: the process ends.
func (p *presence) leave(ctx context.Context) {
	if err := p.store.ForgetProcess(ctx, p.self.ID, time.Now().Add(-time.Hour)); err != nil {
		p.log.InfoContext(ctx, "the end of this process is not noted: an examination lists it for a minute", "error", err)
	}
}

// report logs what is not in order.
func (p *presence) report(ctx context.Context, found []doctor.Finding) {
	words := locale.In(locale.English)
	for _, f := range found {
		switch attrs := []any{"area", f.Area, "finding", f.Said(words), "fix", f.Fix(words)}; f.State {
		case doctor.Bad:
			p.log.ErrorContext(ctx, "does not work", attrs...)
		case doctor.Warning:
			p.log.WarnContext(ctx, "needs attention", attrs...)
		case doctor.Unchecked:
			p.log.InfoContext(ctx, "not checked", attrs...)
		case doctor.Good:
			p.log.DebugContext(ctx, "in order", attrs...)
		}
	}
}
