package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"tcabot/bot/seal"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
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

// generationRecord is what grows when answers that were remembered for a person must not be given any more.
type generationRecord struct {
	Generation int64 `db:"generation"`
	Rights     int64 `db:"rights"`
}

// linkGeneration is a link with its current generation, and with the person's further names.
type linkGeneration struct {
	linkRecord
	generationRecord
	Names string `db:"names"` // one per line
}

var linkColumns = columnsOf[linkRecord]()

var (
	selectLink = `SELECT ` + linkColumns.of("l") + `, g.generation, g.rights, COALESCE(n.names, '') AS names FROM links l
		JOIN generations g ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		LEFT JOIN names n ON n.workspace = l.workspace AND n.slack_user = l.slack_user WHERE l.workspace = ? AND l.slack_user = ?
		AND NOT EXISTS (SELECT 1 FROM uninstalled u WHERE u.workspace = l.workspace)`
	upsertLink = `INSERT INTO links (` + linkColumns.list() + `) VALUES (` + linkColumns.placeholders() + `)
		ON CONFLICT (workspace, slack_user) DO UPDATE SET ` + linkColumns.except("workspace", "slack_user").excluded()
)

// Link implements command.Links. A token that no configured key opens is command.ErrUnreadable, and one that only
// another process opens command.ErrKeyElsewhere, returned with the rest of the link.
func (s *Store) Link(ctx context.Context, w command.Who) (command.Link, error) {
	r, err := row[linkGeneration](ctx, s.conn, "read link", selectLink, w.Workspace, w.User)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return command.Link{Who: w}, command.ErrNotLinked
	case err != nil:
		return command.Link{Who: w}, err
	}
	return s.openLink(ctx, w, r)
}

// openLink opens the token of a link.
func (s *Store) openLink(ctx context.Context, w command.Who, r linkGeneration) (command.Link, error) {
	l := command.Link{
		Who: w, Username: r.Username, Nickname: r.Nickname, Linked: time.Unix(r.Linked, 0), Generation: r.Generation, Rights: r.Rights, Names: readNames(r.Names),
	}
	token, err := s.box.Open(r.Token, owner(w))
	switch {
	case err == nil:
	case errors.Is(err, seal.ErrUnknownKey) && s.elsewhere(ctx, seal.Name(r.Token)):
		return l, fmt.Errorf("open a token: %w", command.ErrKeyElsewhere)
	default:
		return l, fmt.Errorf("open a token: %w: %w", command.ErrUnreadable, err)
	}
	l.Token = token
	return l, nil
}

// TakeRight notes that TCA took a right away from a person: answers that any process remembers for them are not given any
// more.
func (s *Store) TakeRight(ctx context.Context, w command.Who) error {
	_, err := s.exec(ctx, "note a lost right", `UPDATE generations SET rights = rights + 1 WHERE workspace = ? AND slack_user = ?`, w.Workspace, w.User)
	return err
}

// SaveLink implements command.Links. What ends with the account ends when another one takes its place, and the person's
// subscriptions that lacked a token are resumed.
func (s *Store) SaveLink(ctx context.Context, l command.Link) (command.Link, error) {
	const operation = "save link"
	saved := l
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		// First, because it locks the person's row against concurrent transactions.
		grown, err := row[generationRecord](ctx, tx, operation, `INSERT INTO generations (workspace, slack_user, generation)
			VALUES (?, ?, 1 + COALESCE((SELECT f.generation FROM generations f WHERE f.workspace = ? AND f.slack_user = ?), 0))
			ON CONFLICT (workspace, slack_user) DO UPDATE SET generation = generations.generation + 1 RETURNING generation, rights`,
			l.Who.Workspace, l.Who.User, l.Who.Workspace, forgotten)
		if err != nil {
			return err
		}
		saved.Generation, saved.Rights = grown.Generation, grown.Rights
		was, err := row[string](ctx, tx, operation, `SELECT username FROM links WHERE workspace = ? AND slack_user = ?`, l.Who.Workspace, l.Who.User)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		_, err = tx.exec(ctx, operation, upsertLink, linkColumns.values(&linkRecord{
			Workspace: l.Who.Workspace, User: l.Who.User, Username: l.Username, Nickname: l.Nickname,
			Token: s.box.Seal(l.Token, owner(l.Who)), Linked: l.Linked.Unix(),
		})...)
		if err == nil && was != "" && was != l.Username {
			err = tx.each(ctx, operation, ofAccount, l.Who)
		}
		if err != nil {
			return err
		}
		_, err = tx.resume(ctx, operation, OwnedBy(l.Who), l.Linked, subscription.ReasonToken, subscription.ReasonUnlinked, subscription.ReasonSealed)
		return err
	})
	if err != nil {
		return l, err
	}
	return saved, nil
}

// profileRecord is all that is stored of a person, and of the channel in which they ask, in one row.
type profileRecord struct {
	linkGeneration
	Language string `db:"language"`
	Org      string `db:"org"`
	Team     string `db:"team"`
	Repo     int64  `db:"repo"`
	Project  int64  `db:"project"`
	// Of the channel.
	ChannelOrg     string `db:"channel_org"`
	ChannelTeam    string `db:"channel_team"`
	ChannelRepo    int64  `db:"channel_repo"`
	ChannelProject int64  `db:"channel_project"`
}

const selectProfile = `SELECT q.workspace, q.slack_user, COALESCE(l.username, '') AS username, COALESCE(l.nickname, '') AS nickname, l.token,
		COALESCE(l.linked, 0) AS linked, COALESCE(g.generation, 0) AS generation, COALESCE(g.rights, 0) AS rights,
		COALESCE(n.names, '') AS names, COALESCE(s.language, '') AS language,
		COALESCE(p.org, '') AS org, COALESCE(p.team, '') AS team, COALESCE(p.repo, 0) AS repo, COALESCE(p.project, 0) AS project,
		COALESCE(c.org, '') AS channel_org, COALESCE(c.team, '') AS channel_team,
		COALESCE(c.repo, 0) AS channel_repo, COALESCE(c.project, 0) AS channel_project
	FROM (SELECT CAST(? AS TEXT) AS workspace, CAST(? AS TEXT) AS slack_user, CAST(? AS TEXT) AS channel) q
	LEFT JOIN links l ON l.workspace = q.workspace AND l.slack_user = q.slack_user
		AND NOT EXISTS (SELECT 1 FROM uninstalled u WHERE u.workspace = q.workspace)
	LEFT JOIN generations g ON g.workspace = q.workspace AND g.slack_user = q.slack_user
	LEFT JOIN names n ON n.workspace = q.workspace AND n.slack_user = q.slack_user
	LEFT JOIN languages s ON s.workspace = q.workspace AND s.slack_user = q.slack_user
	LEFT JOIN targets p ON p.workspace = q.workspace AND p.subject = q.slack_user
	LEFT JOIN targets c ON c.workspace = q.workspace AND c.subject = q.channel`

// Profile reads all that a question needs of the database, in one query.
func (s *Store) Profile(ctx context.Context, w command.Who, channel string) (command.Profile, error) {
	r, err := row[profileRecord](ctx, s.conn, "read profile", selectProfile, w.Workspace, w.User, channel)
	if err != nil {
		return command.Profile{}, err
	}
	p := command.Profile{
		Link: command.Link{Who: w}, Missing: command.ErrNotLinked, Language: r.Language,
		Personal: command.Target{Org: r.Org, Team: r.Team, Repo: r.Repo, Project: r.Project},
		Channel:  command.Target{Org: r.ChannelOrg, Team: r.ChannelTeam, Repo: r.ChannelRepo, Project: r.ChannelProject},
	}
	if r.Token != nil {
		p.Link, p.Missing = s.openLink(ctx, w, r.linkGeneration)
	}
	return p, nil
}
