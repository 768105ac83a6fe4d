package store

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/people"
)

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

// accountRecord is a person who has connected their account, with their names.
type accountRecord struct {
	User     string `db:"slack_user"`
	Username string `db:"username"`
	Nickname string `db:"nickname"`
	Names    string `db:"names"` // one per line
	Agreed   bool   `db:"agreed"`
}

const selectAccounts = `SELECT l.slack_user, l.username, l.nickname, COALESCE(n.names, '') AS names, m.slack_user IS NOT NULL AS agreed
	FROM links l
	LEFT JOIN names n ON n.workspace = l.workspace AND n.slack_user = l.slack_user
	LEFT JOIN mentions m ON m.workspace = l.workspace AND m.slack_user = l.slack_user
	WHERE l.workspace = ? AND EXISTS (SELECT 1 FROM mentions a JOIN links k ON k.workspace = a.workspace AND k.slack_user = a.slack_user WHERE a.workspace = ?)`

// People lists who is connected in a workspace, with all their names: those who did not agree to be mentioned, too, because
// the name that they share with somebody who did is ambiguous. It lists nobody while nobody agreed. Whoever has no link,
// because they logged out or left, is not mentioned.
func (s *Store) People(ctx context.Context, workspace string) ([]people.Account, error) {
	found, err := rows[accountRecord](ctx, s.conn, "read people", selectAccounts, workspace, workspace)
	all := make([]people.Account, len(found))
	for i, r := range found {
		names := command.MyNames(r.Username, readNames(r.Names))
		if r.Nickname != "" {
			names = append(names, r.Nickname)
		}
		all[i] = people.Account{User: r.User, Names: names, Agreed: r.Agreed}
	}
	return all, err
}
