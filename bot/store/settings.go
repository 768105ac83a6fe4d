package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/target"
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
