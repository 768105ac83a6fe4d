package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/people"
	"tcabot/commands/schedule"
	"tcabot/commands/target"
	"time"
)

// targetRecord is a row of targets.
type targetRecord struct {
	Workspace string `db:"workspace"`
	Subject   string `db:"subject"`
	Org       string `db:"org"`
	Team      string `db:"team"`
	Repo      int64  `db:"repo"`
	Project   int64  `db:"project"`
}

var targetColumns = columnsOf[targetRecord]()

var (
	selectTarget = `SELECT ` + targetColumns.list() + ` FROM targets WHERE workspace = ? AND subject = ?`
	upsertTarget = `INSERT INTO targets (` + targetColumns.list() + `) VALUES (` + targetColumns.placeholders() + `)
		ON CONFLICT (workspace, subject) DO UPDATE SET ` + targetColumns.except("workspace", "subject").excluded()
)

// Target implements target.Settings.
func (s *Store) Target(ctx context.Context, sub target.Subject) (target.Target, error) {
	r, err := row[targetRecord](ctx, s.conn, "read default target", selectTarget, sub.Workspace, sub.ID)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return target.Target{}, err
	}
	return target.Target{Org: r.Org, Team: r.Team, Repo: r.Repo, Project: r.Project}, nil
}

// SetTarget implements target.Settings.
func (s *Store) SetTarget(ctx context.Context, sub target.Subject, t target.Target) error {
	if t.IsZero() {
		_, err := s.exec(ctx, "delete default target", `DELETE FROM targets WHERE workspace = ? AND subject = ?`, sub.Workspace, sub.ID)
		return err
	}
	_, err := s.exec(ctx, "save default target", upsertTarget, targetColumns.values(&targetRecord{
		Workspace: sub.Workspace, Subject: sub.ID, Org: t.Org, Team: t.Team, Repo: t.Repo, Project: t.Project,
	})...)
	return err
}

// Language implements account.Languages.
func (s *Store) Language(ctx context.Context, w command.Who) (string, error) {
	lang, err := row[string](ctx, s.conn, "read language", `SELECT language FROM languages WHERE workspace = ? AND slack_user = ?`, w.Workspace, w.User)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	return lang, nil
}

// SetLanguage implements account.Languages.
func (s *Store) SetLanguage(ctx context.Context, w command.Who, lang string) error {
	_, err := s.exec(ctx, "save language", `INSERT INTO languages (workspace, slack_user, language) VALUES (?, ?, ?)
		ON CONFLICT (workspace, slack_user) DO UPDATE SET language = excluded.language`, w.Workspace, w.User, lang)
	return err
}

// SetNames implements account.Names. A name has no line break.
func (s *Store) SetNames(ctx context.Context, w command.Who, names []string) error {
	_, err := s.exec(ctx, "save names", `INSERT INTO names (workspace, slack_user, names) VALUES (?, ?, ?)
		ON CONFLICT (workspace, slack_user) DO UPDATE SET names = excluded.names`, w.Workspace, w.User, strings.Join(names, "\n"))
	return err
}

// readNames reads what SetNames stores.
func readNames(stored string) []string {
	if stored == "" {
		return nil
	}
	return strings.Split(stored, "\n")
}

// Mentioned implements account.Mentions.
func (s *Store) Mentioned(ctx context.Context, w command.Who) (bool, error) {
	n, err := row[int](ctx, s.conn, "read mentions", `SELECT COUNT(*) FROM mentions WHERE workspace = ? AND slack_user = ?`, w.Workspace, w.User)
	return n > 0, err
}

// SetMentioned implements account.Mentions.
func (s *Store) SetMentioned(ctx context.Context, w command.Who, agreed bool) error {
	query := `DELETE FROM mentions WHERE workspace = ? AND slack_user = ?`
	if agreed {
		query = `INSERT INTO mentions (workspace, slack_user) VALUES (?, ?) ON CONFLICT (workspace, slack_user) DO NOTHING`
	}
	_, err := s.exec(ctx, "save mentions", query, w.Workspace, w.User)
	return err
}

// nameRecord is one of the things that are known of a person: the names of their account, those that they added, or that
// they agreed to be mentioned.
type nameRecord struct {
	User     string `db:"slack_user"`
	Username string `db:"username"` // empty unless this is their account
	Nickname string `db:"nickname"`
	Names    string `db:"names"` // one per line
	Agreed   bool   `db:"agreed"`
}

// selectNames does not join the tables: on PostgreSQL a join of all their rows is slow while there are no statistics yet.
const selectNames = `SELECT slack_user, username, nickname, '' AS names, 1 = 0 AS agreed FROM links WHERE workspace = ?
		AND EXISTS (SELECT 1 FROM mentions WHERE workspace = ?)
	UNION ALL SELECT slack_user, '', '', names, 1 = 0 FROM names WHERE workspace = ? AND EXISTS (SELECT 1 FROM mentions WHERE workspace = ?)
	UNION ALL SELECT slack_user, '', '', '', 1 = 1 FROM mentions WHERE workspace = ?`

// People lists who is connected in a workspace, with all their names: those who did not agree to be mentioned, too, because
// the name that they share with somebody who did is ambiguous. It lists nobody while nobody agreed. Whoever has no link,
// because they logged out or left, is not mentioned.
func (s *Store) People(ctx context.Context, workspace string) ([]people.Account, error) {
	found, err := rows[nameRecord](ctx, s.conn, "read people", selectNames, workspace, workspace, workspace, workspace, workspace)
	if err != nil {
		return nil, err
	}
	known := map[string]nameRecord{}
	for _, r := range found {
		of := known[r.User]
		of.Username, of.Nickname, of.Names = of.Username+r.Username, of.Nickname+r.Nickname, of.Names+r.Names
		of.Agreed = of.Agreed || r.Agreed
		known[r.User] = of
	}
	var all []people.Account
	for user, r := range known {
		if r.Username == "" {
			continue // not connected
		}
		names := command.MyNames(r.Username, readNames(r.Names))
		if r.Nickname != "" {
			names = append(names, r.Nickname)
		}
		all = append(all, people.Account{User: user, Names: names, Agreed: r.Agreed})
	}
	return all, nil
}

// quietRecord is a row of quiet_hours.
type quietRecord struct {
	Workspace string `db:"workspace"`
	User      string `db:"slack_user"`
	Starts    int    `db:"starts"`
	Ends      int    `db:"ends"`
	Zone      string `db:"zone"`
	Chosen    bool   `db:"chosen"`
}

var quietColumns = columnsOf[quietRecord]()

var (
	selectQuiet = `SELECT ` + quietColumns.list() + ` FROM quiet_hours WHERE workspace = ? AND slack_user = ?`
	upsertQuiet = `INSERT INTO quiet_hours (` + quietColumns.list() + `) VALUES (` + quietColumns.placeholders() + `)
		ON CONFLICT (workspace, slack_user) DO UPDATE SET ` + quietColumns.except("workspace", "slack_user").excluded()
)

// Quiet implements assignment.Settings.
func (s *Store) Quiet(ctx context.Context, w command.Who) (schedule.Quiet, error) {
	r, err := row[quietRecord](ctx, s.conn, "read quiet hours", selectQuiet, w.Workspace, w.User)
	if errors.Is(err, sql.ErrNoRows) {
		return schedule.Quiet{}, nil
	}
	if err != nil {
		return schedule.Quiet{}, err
	}
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		return schedule.Quiet{}, fmt.Errorf("read quiet hours: %w", err)
	}
	return schedule.Quiet{From: schedule.Clock(r.Starts), Until: schedule.Clock(r.Ends), Zone: zone, Chosen: r.Chosen}, nil
}

// SetQuiet implements assignment.Settings.
func (s *Store) SetQuiet(ctx context.Context, w command.Who, q schedule.Quiet) error {
	const operation = "save quiet hours"
	if q.IsZero() {
		_, err := s.exec(ctx, operation, `DELETE FROM quiet_hours WHERE workspace = ? AND slack_user = ?`, w.Workspace, w.User)
		return err
	}
	_, err := s.exec(ctx, operation, upsertQuiet, quietColumns.values(&quietRecord{
		Workspace: w.Workspace, User: w.User, Starts: int(q.From), Ends: int(q.Until), Zone: q.Zone.String(), Chosen: q.Chosen,
	})...)
	return err
}
