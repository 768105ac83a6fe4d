package store

import (
	"context"
	"time"
)

// doneMemory is how long it is remembered that something was done: longer than Slack delivers an event again.
const doneMemory = 24 * time.Hour

// Once runs a function in a transaction, unless that was done before with the same ID, by any process; first says which. An
// ID is that of what Slack delivered, and what is done because of it; with an empty one the function always runs.
func (s *Store) Once(ctx context.Context, operation, id string, do TxFunc) (first bool, err error) {
	err = s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if first, _, err = tx.once(ctx, operation, id); err != nil || !first {
			return err
		}
		return wrap(ctx, operation, do.run(ctx, tx))
	})
	return first && err == nil, err
}

// First reports whether it is the first call with an ID, by any process.
func (s *Store) First(ctx context.Context, id string) (bool, error) {
	return s.Once(ctx, "note what was done", id, nil)
}

// once records an ID in a transaction. If it was recorded before, first is false, and result is what setResult recorded. It
// waits for other transactions with the same ID to end.
func (c conn) once(ctx context.Context, operation, id string) (first bool, result int64, err error) {
	if id == "" {
		return true, 0, nil
	}
	n, err := c.exec(ctx, operation, `INSERT INTO done (id, until) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, id, time.Now().Add(doneMemory).Unix())
	if err != nil || n > 0 {
		return n > 0, 0, err
	}
	result, err = row[int64](ctx, c, operation, `SELECT result FROM done WHERE id = ?`, id)
	return false, result, err
}

// setResult records the row that was made.
func (c conn) setResult(ctx context.Context, operation, id string, result int64) error {
	if id == "" {
		return nil
	}
	_, err := c.exec(ctx, operation, `UPDATE done SET result = ? WHERE id = ?`, result, id)
	return err
}

// forget makes the next call with an ID the first one again.
func (c conn) forget(ctx context.Context, operation, id string) error {
	_, err := c.exec(ctx, operation, `DELETE FROM done WHERE id = ?`, id)
	return err
}

// ForgetDone deletes what Slack no longer delivers again.
func (s *Store) ForgetDone(ctx context.Context, now time.Time) error {
	_, err := s.exec(ctx, "forget what was done", `DELETE FROM done WHERE until < ?`, now.Unix())
	return err
}
