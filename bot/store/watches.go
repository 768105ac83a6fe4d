package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/watch"
	"time"
)

// watchRecord is the part of a row of watches that people see.
type watchRecord struct {
	ID           int64  `db:"id"`
	Workspace    string `db:"workspace"`
	Channel      string `db:"channel"`
	Owner        string `db:"owner"`
	Org          string `db:"org"`
	Team         string `db:"team"`
	Repo         int64  `db:"repo"`
	Project      int64  `db:"project"`
	Name         string `db:"name"`
	Language     string `db:"language"`
	Begun        int64  `db:"begun"`
	Job          int64  `db:"job"`
	Before       int64  `db:"before"`
	CancelBy     string `db:"cancel_by"`
	CancelReason string `db:"cancel_reason"`
	CancelAt     int64  `db:"cancel_at"`
	CancelUnsure bool   `db:"cancel_unsure"`
}

// watchStateRecord is a row of watches with the state of its message.
type watchStateRecord struct {
	watchRecord
	Stopped        bool   `db:"stopped"`
	StoppedBy      string `db:"stopped_by"`
	MessageChannel string `db:"message_channel"`
	Message        string `db:"message"`
	Attempted      int64  `db:"attempted"`
	Shown          string `db:"shown"`
	Edited         int64  `db:"edited"` // milliseconds
	Progress       string `db:"progress"`
	Moved          int64  `db:"moved"`
	Silent         int64  `db:"silent"`
	Refusal        string `db:"refusal"`
	Refused        int64  `db:"refused"`
	Redirects      int    `db:"redirects"`
	Told           bool   `db:"told"`
	Result         string `db:"result"`
}

// WatchState is a watch with the state of its message.
type WatchState struct {
	watch.Watch
	Stopped        bool         // by a person
	StoppedBy      string       // Slack user
	MessageChannel string       // where Slack put the message; empty for none yet
	Message        string       // its timestamp
	Attempted      time.Time    // when a message or its reply was begun that may have been sent; zero for none
	Shown          string       // hash of the last content
	Edited         time.Time    // when it was posted or edited last
	Progress       string       // hash of the job's last state
	Moved          time.Time    // when that changed last
	Silent         time.Time    // since when TCA has not answered; zero when it does
	Refusal        watch.Ending // why the watch ends if TCA goes on refusing to answer; empty when it does not refuse
	Refused        time.Time    // since when it has refused for that reason
	Redirects      int          // how often TCA replaced its job
	Told           bool         // the message shows the end
	Result         string       // the end in one line, for the reply
}

var (
	watchColumns      = columnsOf[watchRecord]()
	newWatchColumns   = watchColumns.except("id")
	watchStateColumns = columnsOf[watchStateRecord]()

	selectWatches    = `SELECT ` + watchColumns.list() + ` FROM watches WHERE `
	selectWatchState = `SELECT ` + watchStateColumns.list() + ` FROM watches WHERE id = ? AND ended = 0`
	insertWatch      = `INSERT INTO watches (` + newWatchColumns.list() + `) VALUES (` + newWatchColumns.placeholders() + `) RETURNING id`
)

func newWatchRecord(w watch.Watch) *watchRecord {
	return &watchRecord{
		Workspace: w.Workspace, Channel: w.Channel, Owner: w.Owner, Org: w.Ref.Repo.Org, Team: w.Ref.Repo.Team, Repo: w.Ref.Repo.ID, Project: w.Ref.ID,
		Name: w.Name, Language: string(w.Language), Begun: toUnix(w.Begun), Job: w.Job, Before: w.Before,
		CancelBy: w.Cancel.By, CancelReason: w.Cancel.Reason, CancelAt: toUnix(w.Cancel.At), CancelUnsure: w.Cancel.Unsure,
	}
}

func (r *watchRecord) watch() watch.Watch {
	w := watch.Watch{
		ID: r.ID, Workspace: r.Workspace, Channel: r.Channel, Owner: r.Owner, Name: r.Name, Language: locale.English, Begun: fromUnix(r.Begun),
		Ref: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: r.Org, Team: r.Team}, ID: r.Repo}, ID: r.Project},
		Job: r.Job, Before: r.Before, Cancel: watch.Cancel{By: r.CancelBy, Reason: r.CancelReason, At: fromUnix(r.CancelAt), Unsure: r.CancelUnsure},
	}
	if r.Language == string(locale.Chinese) {
		w.Language = locale.Chinese
	}
	return w
}

// EnqueueWatch inserts the job that follows a watch, in the transaction that saves it.
type EnqueueWatch func(ctx context.Context, tx Tx, id int64) error

// BeginWatch saves a watch of a scan that is about to be started, and inserts its job: once for what was asked. For what was
// asked before it returns the watch of then, and first is false.
func (s *Store) BeginWatch(ctx context.Context, w watch.Watch, asked string, enqueue EnqueueWatch) (saved watch.Watch, first bool, err error) {
	const operation = "begin watch"
	err = s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		var id int64
		if first, id, err = tx.once(ctx, operation, asked); err != nil {
			return err
		}
		if !first {
			saved, err = tx.watch(ctx, operation, id)
			return err
		}
		if err = tx.lockLink(ctx, operation, w.Workspace, w.Owner); err != nil {
			return err
		}
		if saved, err = tx.addWatch(ctx, operation, w, enqueue); err != nil {
			return err
		}
		return tx.setResult(ctx, operation, asked, saved.ID)
	})
	return saved, first && err == nil, err
}

// AddWatch saves a watch of a job and inserts its own job. If there is one of the same job in the same place that has not
// ended and was not stopped, a request to cancel the job is added to that one, and added is false.
func (s *Store) AddWatch(ctx context.Context, w watch.Watch, enqueue EnqueueWatch) (saved watch.Watch, added bool, err error) {
	const operation = "add watch"
	err = s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if err := tx.lockLink(ctx, operation, w.Workspace, w.Owner); err != nil { // first: two requests at the same time find no watch
			return err
		}
		there, err := row[watchRecord](ctx, tx, operation, selectWatches+`workspace = ? AND channel = ? AND job = ? AND project = ? AND ended = 0 AND stopped = ? ORDER BY id LIMIT 1`,
			w.Workspace, w.Channel, w.Job, w.Ref.ID, false)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			added = true
			saved, err = tx.addWatch(ctx, operation, w, enqueue)
			return err
		case err != nil:
			return err
		}
		if saved = there.watch(); w.Cancel.By == "" || saved.Cancel.By != "" {
			return nil
		}
		saved.Cancel = w.Cancel
		_, err = tx.exec(ctx, operation, `UPDATE watches SET cancel_by = ?, cancel_reason = ?, cancel_at = ?, cancel_unsure = ? WHERE id = ?`,
			w.Cancel.By, w.Cancel.Reason, toUnix(w.Cancel.At), w.Cancel.Unsure, saved.ID)
		return err
	})
	return saved, added && err == nil, err
}

// addWatch saves a watch of a person whose link is locked and who has fewer than the maximum, and inserts its job. A watch of a job that the
// person has cancelled does not count: TCA was asked to, so they have to learn what became of it.
func (c conn) addWatch(ctx context.Context, operation string, w watch.Watch, enqueue EnqueueWatch) (watch.Watch, error) {
	n, err := row[int](ctx, c, operation, `SELECT COUNT(*) FROM watches WHERE workspace = ? AND owner = ? AND ended = 0`, w.Workspace, w.Owner)
	if err == nil && n >= watch.MaxWatches && w.Cancel.By == "" {
		err = watch.ErrMany
	}
	if err != nil {
		return w, err
	}
	if w.ID, err = row[int64](ctx, c, operation, insertWatch, newWatchColumns.values(newWatchRecord(w))...); err != nil {
		return w, err
	}
	return w, enqueue(ctx, c.handle(), w.ID)
}

func (c conn) watch(ctx context.Context, operation string, id int64) (watch.Watch, error) {
	r, err := row[watchRecord](ctx, c, operation, selectWatches+`id = ?`, id)
	if errors.Is(err, sql.ErrNoRows) {
		return watch.Watch{}, watch.ErrEnded
	}
	return r.watch(), err
}

// SetWatchJob records the job of a watch that had none.
func (s *Store) SetWatchJob(ctx context.Context, id, job int64) error {
	_, err := s.exec(ctx, "set watched job", `UPDATE watches SET job = ? WHERE id = ? AND job = 0`, job, id)
	return err
}

// ClaimWatchJob records the job that was found for a watch of a scan whose start was not confirmed, unless another scan that
// the owner started has that job: two requests whose answers were lost started two jobs.
func (s *Store) ClaimWatchJob(ctx context.Context, w watch.Watch, job int64) (claimed bool, err error) {
	const operation = "claim watched job"
	err = s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if err := tx.lockLink(ctx, operation, w.Workspace, w.Owner); err != nil {
			return err
		}
		// Watches of jobs that were already running have none before.
		n, err := tx.exec(ctx, operation, `UPDATE watches SET job = ? WHERE id = ? AND job = 0 AND NOT EXISTS (SELECT 1 FROM watches other
			WHERE other.workspace = ? AND other.owner = ? AND other.project = ? AND other.job = ? AND other.before > 0)`,
			job, w.ID, w.Workspace, w.Owner, w.Ref.ID, job)
		claimed = n > 0
		return err
	})
	return claimed && err == nil, err
}

// RedirectWatch records that TCA replaced the job of a watch by another one.
func (s *Store) RedirectWatch(ctx context.Context, id, job int64) error {
	_, err := s.exec(ctx, "redirect watch", `UPDATE watches SET job = ?, redirects = redirects + 1 WHERE id = ?`, job, id)
	return err
}

// RemoveWatch deletes a watch whose scan was not started, and forgets what was asked: it may be asked again.
func (s *Store) RemoveWatch(ctx context.Context, id int64, asked string) error {
	const operation = "remove watch"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if _, err := tx.exec(ctx, operation, `DELETE FROM watches WHERE id = ?`, id); err != nil {
			return err
		}
		return tx.forget(ctx, operation, asked)
	})
}

// StopWatch records that a person stopped a watch, which ends with its next look at the job; watch.ErrEnded when it has
// ended, or was stopped before.
func (s *Store) StopWatch(ctx context.Context, id int64, by string) error {
	n, err := s.exec(ctx, "stop watch", `UPDATE watches SET stopped = ?, stopped_by = ? WHERE id = ? AND ended = 0 AND stopped = ?`, true, by, id, false)
	if err == nil && n == 0 {
		err = watch.ErrEnded
	}
	return err
}

// WatchesIn lists the watches in a channel that have not ended and were not stopped, oldest first.
func (s *Store) WatchesIn(ctx context.Context, workspace, channel string) ([]watch.Watch, error) {
	return s.listWatches(ctx, `channel = ?`, workspace, channel)
}

// WatchesOf lists the watches of a person in any channel that have not ended and were not stopped, oldest first.
func (s *Store) WatchesOf(ctx context.Context, who command.Who) ([]watch.Watch, error) {
	return s.listWatches(ctx, `owner = ?`, who.Workspace, who.User)
}

func (s *Store) listWatches(ctx context.Context, condition, workspace, value string) ([]watch.Watch, error) {
	found, err := rows[watchRecord](ctx, s.conn, "list watches", selectWatches+`workspace = ? AND `+condition+` AND ended = 0 AND stopped = ? ORDER BY id`, workspace, value, false)
	all := make([]watch.Watch, len(found))
	for i := range found {
		all[i] = found[i].watch()
	}
	return all, err
}

// CountWatches counts the watches that have not ended.
func (s *Store) CountWatches(ctx context.Context) (int, error) {
	return row[int](ctx, s.conn, "count watches", `SELECT COUNT(*) FROM watches WHERE ended = 0`)
}
