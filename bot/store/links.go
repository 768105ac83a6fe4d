package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"tcabot/commands/command"
	"time"
)

// owner is the associated data of a sealed token: it cannot be opened in another person's row.
func owner(w command.Who) string { return w.Workspace + "|" + w.User }

// linkRecord is a row of links.
type linkRecord struct {
	Workspace string `db:"workspace"`
	User      string `db:"slack_user"`
	Username  string `db:"username"`
	Nickname  string `db:"nickname"`
	Token     []byte `db:"token"` // sealed
	Linked    int64  `db:"linked"`
}

// linkGeneration is a link with its current generation, and with the person's further names.
type linkGeneration struct {
	linkRecord
	Generation int64  `db:"generation"`
	Names      string `db:"names"` // one per line
}

var linkColumns = columnsOf[linkRecord]()

var (
	selectLink = `SELECT ` + linkColumns.of("l") + `, g.generation, COALESCE(n.names, '') AS names FROM links l
		JOIN generations g ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		LEFT JOIN names n ON n.workspace = l.workspace AND n.slack_user = l.slack_user WHERE l.workspace = ? AND l.slack_user = ?`
	upsertLink = `INSERT INTO links (` + linkColumns.list() + `) VALUES (` + linkColumns.placeholders() + `)
		ON CONFLICT (workspace, slack_user) DO UPDATE SET ` + linkColumns.except("workspace", "slack_user").excluded()
)

// Link implements command.Links. A token that no configured key opens is command.ErrUnreadable, returned with the rest of
// the link.
func (s *Store) Link(ctx context.Context, w command.Who) (command.Link, error) {
	const operation = "read link"
	r, err := row[linkGeneration](ctx, s.conn, operation, selectLink, w.Workspace, w.User)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return command.Link{Who: w}, command.ErrNotLinked
	case err != nil:
		return command.Link{Who: w}, err
	}
	l := command.Link{Who: w, Username: r.Username, Nickname: r.Nickname, Linked: time.Unix(r.Linked, 0), Generation: r.Generation, Names: readNames(r.Names)}
	if l.Token, err = s.box.Open(r.Token, owner(w)); err != nil {
		return l, fmt.Errorf("%s: %w: %w", operation, command.ErrUnreadable, err)
	}
	return l, nil
}

// SaveLink implements command.Links.
func (s *Store) SaveLink(ctx context.Context, l command.Link) (command.Link, error) {
	const operation = "save link"
	saved := l
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		// First, because it locks the person's row against concurrent transactions.
		generation, err := row[int64](ctx, tx, operation, `INSERT INTO generations (workspace, slack_user, generation) VALUES (?, ?, 1)
			ON CONFLICT (workspace, slack_user) DO UPDATE SET generation = generations.generation + 1 RETURNING generation`,
			l.Who.Workspace, l.Who.User)
		if err != nil {
			return err
		}
		saved.Generation = generation
		_, err = tx.exec(ctx, operation, upsertLink, linkColumns.values(&linkRecord{
			Workspace: l.Who.Workspace, User: l.Who.User, Username: l.Username, Nickname: l.Nickname,
			Token: s.box.Seal(l.Token, owner(l.Who)), Linked: l.Linked.Unix(),
		})...)
		return err
	})
	if err != nil {
		return l, err
	}
	return saved, nil
}

// DeleteLink implements command.Links. It also stops the person's exports, which use the token.
func (s *Store) DeleteLink(ctx context.Context, w command.Who) error {
	const operation = "delete link"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		for _, q := range []string{
			`DELETE FROM links WHERE workspace = ? AND slack_user = ?`,
			`UPDATE exports SET cancelled = TRUE WHERE workspace = ? AND slack_user = ?`,
		} {
			if _, err := tx.exec(ctx, operation, q, w.Workspace, w.User); err != nil {
				return err
			}
		}
		return nil
	})
}

// DeleteWorkspace deletes all data of a workspace except for the generations of its links.
func (s *Store) DeleteWorkspace(ctx context.Context, workspace string) error {
	const operation = "delete workspace"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		for _, q := range []string{
			`DELETE FROM links WHERE workspace = ?`, `DELETE FROM targets WHERE workspace = ?`, `DELETE FROM languages WHERE workspace = ?`, `DELETE FROM names WHERE workspace = ?`,
			`DELETE FROM exports WHERE workspace = ?`, `DELETE FROM digests WHERE workspace = ?`,
		} {
			if _, err := tx.exec(ctx, operation, q, workspace); err != nil {
				return err
			}
		}
		return nil
	})
}
