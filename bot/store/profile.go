package store

import (
	"context"
	"tcabot/commands/command"
)

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
		p.Link, p.Missing = s.openLink(w, r.linkGeneration)
	}
	return p, nil
}
