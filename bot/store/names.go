package store

import (
	"context"
	"strings"
	"tcabot/commands/command"
)

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
