package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/watch"
	"time"
)

// WatchState reads a watch for its job; watch.ErrEnded when it has ended.
func (s *Store) WatchState(ctx context.Context, id int64) (WatchState, error) {
	r, err := row[watchStateRecord](ctx, s.conn, "read watch", selectWatchState, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return WatchState{}, watch.ErrEnded
	case err != nil:
		return WatchState{}, err
	}
	w := WatchState{
		Watch: r.watch(), Stopped: r.Stopped, StoppedBy: r.StoppedBy, MessageChannel: r.MessageChannel, Message: r.Message, Attempted: fromUnix(r.Attempted),
		Shown: r.Shown, Progress: r.Progress, Moved: fromUnix(r.Moved), Silent: fromUnix(r.Silent),
		Refusal: watch.Ending(r.Refusal), Refused: fromUnix(r.Refused), Redirects: r.Redirects, Told: r.Told, Result: r.Result,
	}
	if r.Edited > 0 {
		w.Edited = time.UnixMilli(r.Edited)
	}
	return w, nil
}

// SaveLook records what a look at the job of a watch found: the hash of its state, when that changed last, and since when
// TCA has not answered or has refused to.
func (s *Store) SaveLook(ctx context.Context, w WatchState) error {
	_, err := s.exec(ctx, "save look", `UPDATE watches SET progress = ?, moved = ?, silent = ?, refusal = ?, refused = ? WHERE id = ? AND ended = 0`,
		w.Progress, toUnix(w.Moved), toUnix(w.Silent), string(w.Refusal), toUnix(w.Refused), w.ID)
	return err
}

// BeginWatchPost records that the message of a watch, or the reply to it, is about to be sent.
func (s *Store) BeginWatchPost(ctx context.Context, id int64) error {
	_, err := s.exec(ctx, "begin watch post", `UPDATE watches SET attempted = ? WHERE id = ? AND ended = 0`, time.Now().Unix(), id)
	return err
}

// AbandonWatchPost records that it was certainly not sent.
func (s *Store) AbandonWatchPost(ctx context.Context, id int64) error {
	_, err := s.exec(ctx, "abandon watch post", `UPDATE watches SET attempted = 0 WHERE id = ?`, id)
	return err
}

// SaveWatchMessage records where the message of a watch is, what it shows, and whether that is the end.
func (s *Store) SaveWatchMessage(ctx context.Context, w WatchState) error {
	_, err := s.exec(ctx, "save watch message", `UPDATE watches SET message_channel = ?, message = ?, attempted = 0, shown = ?, edited = ?, told = ?, result = ? WHERE id = ? AND ended = 0`,
		w.MessageChannel, w.Message, w.Shown, w.Edited.UnixMilli(), w.Told, w.Result, w.ID)
	return err
}

// MoveWatch moves a watch to another channel, where its message is posted anew.
func (s *Store) MoveWatch(ctx context.Context, id int64, channel string) error {
	_, err := s.exec(ctx, "move watch", `UPDATE watches SET channel = ?, message_channel = '', message = '', attempted = 0, shown = '', told = ?, result = '' WHERE id = ? AND ended = 0`,
		channel, false, id)
	return err
}

// EndWatch records that a watch has ended. endJob runs in the same transaction.
func (s *Store) EndWatch(ctx context.Context, id int64, endJob TxFunc) error {
	const operation = "end watch"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if _, err := tx.exec(ctx, operation, `UPDATE watches SET ended = ? WHERE id = ? AND ended = 0`, time.Now().Unix(), id); err != nil {
			return err
		}
		return endJob.run(ctx, tx)
	})
}

// watchMemory is how long an ended watch is kept: a click that starts a scan may come again for so long.
const watchMemory = doneMemory

// lostAfter is the age at which a watch has lost its job: it ends itself long before.
const lostAfter = watch.MaxAge + 24*time.Hour

// ForgetWatches deletes watches that ended long ago, and ends those that have lost their job, which count towards the maximum of
// their owners.
func (s *Store) ForgetWatches(ctx context.Context, now time.Time) error {
	const operation = "forget watches"
	if _, err := s.exec(ctx, operation, `DELETE FROM watches WHERE ended > 0 AND ended < ?`, now.Add(-watchMemory).Unix()); err != nil {
		return err
	}
	_, err := s.exec(ctx, operation, `UPDATE watches SET ended = ? WHERE ended = 0 AND begun < ?`, now.Unix(), now.Add(-lostAfter).Unix())
	return err
}
