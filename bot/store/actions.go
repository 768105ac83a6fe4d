package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"time"
)

// actionRecord is a row of actions.
type actionRecord struct {
	ID        int64  `db:"id"`
	Workspace string `db:"workspace"`
	User      string `db:"slack_user"`
	Channel   string `db:"channel"`
	Surface   string `db:"surface"`
	Kind      string `db:"kind"`
	Org       string `db:"org"`
	Team      string `db:"team"`
	Repo      int64  `db:"repo"`
	Project   int64  `db:"project"`
	Name      string `db:"name"`
	Value     string `db:"value"`
	Final     bool   `db:"final"`
	Asked     string `db:"asked"`
	Undoes    int64  `db:"undoes"`
	UndoneBy  int64  `db:"undone_by"`
	Began     int64  `db:"began"`
	Ended     int64  `db:"ended"`
	Changes   string `db:"changes"`
}

var (
	actionColumns    = columnsOf[actionRecord]()
	newActionColumns = actionColumns.except("id")

	selectActions = `SELECT ` + actionColumns.list() + ` FROM actions WHERE `
	insertAction  = `INSERT INTO actions (` + newActionColumns.list() + `) VALUES (` + newActionColumns.placeholders() + `) ON CONFLICT DO NOTHING RETURNING id`
)

// BeginAction implements action.Store.
func (s *Store) BeginAction(ctx context.Context, a action.Action) (saved action.Action, first bool, err error) {
	const operation = "begin action"
	r, err := newActionRecord(a)
	if err != nil {
		return a, false, err
	}
	id, err := row[int64](ctx, s.conn, operation, insertAction, newActionColumns.values(r)...)
	switch {
	case err == nil:
		a.ID = id
		return a, true, nil
	case errors.Is(err, sql.ErrNoRows):
		saved, err = s.ActionByKey(ctx, a.Who(), a.Key)
		return saved, false, err
	default:
		return a, false, err
	}
}

// EndAction implements action.Store.
func (s *Store) EndAction(ctx context.Context, a action.Action) error {
	const operation = "end action"
	changes, err := json.Marshal(a.Changes)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if _, err := tx.exec(ctx, operation, `UPDATE actions SET changes = ?, ended = ? WHERE id = ?`, string(changes), toUnix(a.Ended), a.ID); err != nil {
			return err
		}
		if a.Undoes == 0 || a.Ended.IsZero() || a.Count(action.Done)+a.Count(action.Same) < len(a.Changes) {
			return nil
		}
		_, err := tx.exec(ctx, operation, `UPDATE actions SET undone_by = ? WHERE id = ? AND workspace = ?`, a.ID, a.Undoes, a.Workspace)
		return err
	})
}

// ActionByKey implements action.Store.
func (s *Store) ActionByKey(ctx context.Context, who command.Who, key string) (action.Action, error) {
	return s.action(ctx, `workspace = ? AND slack_user = ? AND asked = ?`, who.Workspace, who.User, key)
}

// Action implements action.Store.
func (s *Store) Action(ctx context.Context, workspace string, id int64) (action.Action, error) {
	return s.action(ctx, `workspace = ? AND id = ?`, workspace, id)
}

func (s *Store) action(ctx context.Context, where string, a ...any) (action.Action, error) {
	r, err := row[actionRecord](ctx, s.conn, "read action", selectActions+where, a...)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return action.Action{}, action.ErrNone
	case err != nil:
		return action.Action{}, err
	}
	return r.action()
}

// Actions implements action.Store.
func (s *Store) Actions(ctx context.Context, f action.Filter, w api.Window) (all []action.Action, total int, err error) {
	const operation = "list actions"
	where, a := `workspace = ?`, args{f.Workspace}
	if f.User != "" {
		where, a = where+` AND slack_user = ?`, append(a, f.User)
	}
	if !f.Since.IsZero() {
		where, a = where+` AND began >= ?`, append(a, toUnix(f.Since))
	}
	if !f.Until.IsZero() {
		where, a = where+` AND began < ?`, append(a, toUnix(f.Until))
	}
	if f.UpTo != 0 {
		where, a = where+` AND id <= ?`, append(a, f.UpTo)
	}
	if total, err = row[int](ctx, s.conn, operation, `SELECT COUNT(*) FROM actions WHERE `+where, a...); err != nil || total == 0 {
		return nil, total, err
	}
	found, err := rows[actionRecord](ctx, s.conn, operation, selectActions+where+` ORDER BY id DESC LIMIT ? OFFSET ?`, append(a, w.Limit, w.Offset)...)
	if err != nil {
		return nil, total, err
	}
	for i := range found {
		one, err := found[i].action()
		if err != nil {
			return nil, total, err
		}
		all = append(all, one)
	}
	return all, total, nil
}

// ForgetActions deletes the actions that began before a time.
func (s *Store) ForgetActions(ctx context.Context, before time.Time) error {
	_, err := s.exec(ctx, "forget actions", `DELETE FROM actions WHERE began < ?`, toUnix(before))
	return err
}

func newActionRecord(a action.Action) (*actionRecord, error) {
	changes, err := json.Marshal(a.Changes)
	if err != nil {
		return nil, fmt.Errorf("write the changes of an action: %w", err)
	}
	return &actionRecord{
		Workspace: a.Workspace, User: a.User, Channel: a.Channel, Surface: a.Surface, Kind: string(a.Kind),
		Org: a.Target.Org, Team: a.Target.Team, Repo: a.Target.Repo, Project: a.Target.Project, Name: a.Name, Value: a.Value, Final: a.Final, Asked: a.Key,
		Undoes: a.Undoes, UndoneBy: a.UndoneBy, Began: toUnix(a.Began), Ended: toUnix(a.Ended), Changes: string(changes),
	}, nil
}

func (r *actionRecord) action() (action.Action, error) {
	a := action.Action{
		ID: r.ID, Workspace: r.Workspace, User: r.User, Channel: r.Channel, Surface: r.Surface, Kind: action.Kind(r.Kind),
		Target: target.Target{Org: r.Org, Team: r.Team, Repo: r.Repo, Project: r.Project}, Name: r.Name, Value: r.Value, Final: r.Final, Key: r.Asked,
		Undoes: r.Undoes, UndoneBy: r.UndoneBy, Began: fromUnix(r.Began), Ended: fromUnix(r.Ended),
	}
	if err := json.Unmarshal([]byte(r.Changes), &a.Changes); err != nil {
		return a, fmt.Errorf("read the changes of an action: %w", err)
	}
	return a, nil
}
