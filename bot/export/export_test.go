package export

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"tcabot/bot/deliver"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"time"
)

// kept counts the exports that are under way.
type kept struct {
	mu   sync.Mutex
	rows map[string]bool
}

func (k *kept) AddExport(_ context.Context, e store.Export, _ int, _ time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rows[e.ID] = true
	return nil
}

func (k *kept) DeleteExport(_ context.Context, id string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.rows, id)
	return nil
}

func (k *kept) count() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.rows)
}

func (*kept) PlaceExport(context.Context, store.Export) error { return nil }

func (*kept) BeatExport(context.Context, string, time.Time) (store.ExportBeat, error) {
	return store.ExportBeat{}, nil
}

func (*kept) CancelExport(context.Context, command.Who, string) (bool, error) { return false, nil }

func (*kept) ClaimExport(context.Context, string, time.Time, time.Time) (bool, error) {
	return false, nil
}

func (*kept) DeadExports(context.Context, time.Time) ([]store.Export, error) { return nil, nil }

// told counts what an owner is told.
type told struct {
	mu                       sync.Mutex
	posted, updated, uploads int
}

func (s *told) count(n *int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	*n++
	return nil
}

func (s *told) Post(context.Context, deliver.Message) (deliver.Ref, error) {
	return deliver.Ref{Channel: "D1", TS: "1.1"}, s.count(&s.posted)
}

func (s *told) Update(context.Context, deliver.Ref, kit.Message) error { return s.count(&s.updated) }

func (*told) UpdateNow(context.Context, deliver.Ref, kit.Message) error { return nil }

func (s *told) Upload(context.Context, string, string, io.Reader, int64) error {
	return s.count(&s.uploads)
}

// TestExportsAreBounded: beyond as many as a process writes at the same time, and after it was told to end, whoever asks
// learns at once that there is no file, and nothing is left behind; those that were begun are finished.
func TestExportsAreBounded(t *testing.T) {
	rows, sender := &kept{rows: map[string]bool{}}, &told{}
	x := New(rows, sender, nil, nil, Config{Command: "/tca", Heartbeat: time.Hour}, slog.New(slog.DiscardHandler))
	start := func() error {
		r := &command.Request{Who: command.Who{Workspace: "T1", User: "U1"}, Words: locale.In(locale.English), Command: "/tca"}
		sheet := sheetOf(nil, []string{"1"})
		sheet.Name = "file"
		return x.Start(t.Context(), r, "repos", sheet)
	}
	for range perProcess {
		if err := start(); err != nil {
			t.Fatal(err)
		}
	}
	if err := start(); !errors.Is(err, command.ErrBusy) {
		t.Errorf("one more: %v", err)
	}
	x.Close()
	if err := start(); !errors.Is(err, command.ErrStopping) {
		t.Errorf("after the end: %v", err)
	}
	if rows.count() != perProcess || sender.updated != 2 {
		t.Errorf("%d exports are kept, of %d the end was told", rows.count(), sender.updated)
	}
	x.Run(t.Context())
	if err := x.Wait(t.Context()); err != nil || rows.count() != 0 || sender.uploads != perProcess || sender.updated != perProcess+2 {
		t.Errorf("%d exports are kept, %d files, of %d the end was told, %v", rows.count(), sender.uploads, sender.updated, err)
	}
}
