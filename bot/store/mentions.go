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
