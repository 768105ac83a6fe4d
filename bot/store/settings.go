package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// Target implements commands.Settings.
func (s *Store) Target(ctx context.Context, sub target.Subject) (target.Target, error) {
	var t target.Target
	err := s.row(ctx, "read default target", `SELECT org, team, repo, project FROM targets WHERE workspace = ? AND subject = ?`,
		args{sub.Workspace, sub.ID}, &t.Org, &t.Team, &t.Repo, &t.Project)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return target.Target{}, err
	}
	return t, nil
}

// SetTarget implements commands.Settings.
func (s *Store) SetTarget(ctx context.Context, sub target.Subject, t target.Target) error {
	if t.IsZero() {
		_, err := s.exec(ctx, "delete default target", `DELETE FROM targets WHERE workspace = ? AND subject = ?`, sub.Workspace, sub.ID)
		return err
	}
	_, err := s.exec(ctx, "save default target", `INSERT INTO targets (workspace, subject, org, team, repo, project)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (workspace, subject) DO UPDATE SET org = excluded.org, team = excluded.team,
		repo = excluded.repo, project = excluded.project`, sub.Workspace, sub.ID, t.Org, t.Team, t.Repo, t.Project)
	return err
}

// Language implements commands.Settings.
func (s *Store) Language(ctx context.Context, w command.Who) (string, error) {
	var lang string
	err := s.row(ctx, "read language", `SELECT language FROM languages WHERE workspace = ? AND slack_user = ?`, args{w.Workspace, w.User}, &lang)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	return lang, nil
}

// SetLanguage implements commands.Settings.
func (s *Store) SetLanguage(ctx context.Context, w command.Who, lang string) error {
	_, err := s.exec(ctx, "save language", `INSERT INTO languages (workspace, slack_user, language) VALUES (?, ?, ?)
		ON CONFLICT (workspace, slack_user) DO UPDATE SET language = excluded.language`, w.Workspace, w.User, lang)
	return err
}
