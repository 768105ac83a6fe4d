package store

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"time"
)

// visitRecord is a row of visits.
type visitRecord struct {
	Workspace string `db:"workspace"`
	User      string `db:"slack_user"`
	Project   int64  `db:"project"`
	Username  string `db:"username"`
	Org       string `db:"org"`
	Team      string `db:"team"`
	Repo      int64  `db:"repo"`
	Name      string `db:"name"`
	Visited   int64  `db:"visited"` // Unix milliseconds
}

var visitColumns = columnsOf[visitRecord]()

var (
	selectVisits = `SELECT ` + visitColumns.list() + ` FROM visits WHERE workspace = ? AND slack_user = ? AND username = ? ORDER BY visited DESC, project`
	upsertVisit  = `INSERT INTO visits (` + visitColumns.list() + `) VALUES (` + visitColumns.placeholders() + `)
		ON CONFLICT (workspace, slack_user, project) DO UPDATE SET ` + visitColumns.except("workspace", "slack_user", "project").excluded()
)

const (
	// lockLogin changes nothing. It locks the person's link against a logout, which deletes the visits after the link, and
	// finds no row when the login that looked has ended.
	lockLogin = `UPDATE links SET linked = linked WHERE workspace = ? AND slack_user = ? AND username = ?
		AND EXISTS (SELECT 1 FROM generations g WHERE g.workspace = links.workspace AND g.slack_user = links.slack_user AND g.generation = ?)`
	deleteOldVisits = `DELETE FROM visits WHERE workspace = ? AND slack_user = ? AND project NOT IN
		(SELECT project FROM visits WHERE workspace = ? AND slack_user = ? ORDER BY visited DESC, project LIMIT ?)`
)

// Visits lists the branches at which a person looked last with a TCA account, the newest first.
func (s *Store) Visits(ctx context.Context, who command.Who, username string) ([]target.Visit, error) {
	found, err := rows[visitRecord](ctx, s.conn, "list visits", selectVisits, who.Workspace, who.User, username)
	all := make([]target.Visit, len(found))
	for i, r := range found {
		all[i] = target.Visit{
			Target: target.Target{Org: r.Org, Team: r.Team, Repo: r.Repo, Project: r.Project}, Name: r.Name, At: time.UnixMilli(r.Visited),
		}
	}
	return all, err
}

// SaveVisit saves that a person looked at a branch, and deletes what is beyond target.MaxVisits. Nothing is written for the
// branch at which they looked last, and for a login that has ended.
func (s *Store) SaveVisit(ctx context.Context, by target.Visitor, visit target.Visit) error {
	const operation = "save visit"
	known, err := s.Visits(ctx, by.Who, by.Username)
	if err != nil || len(known) > 0 && known[0].Target == visit.Target && known[0].Name == visit.Name {
		return err
	}
	w := by.Who
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, lockLogin, w.Workspace, w.User, by.Username, by.Login)
		if err != nil || n == 0 {
			return err
		}
		if _, err := tx.exec(ctx, operation, upsertVisit, visitColumns.values(&visitRecord{
			Workspace: w.Workspace, User: w.User, Project: visit.Target.Project, Username: by.Username,
			Org: visit.Target.Org, Team: visit.Target.Team, Repo: visit.Target.Repo, Name: visit.Name, Visited: visit.At.UnixMilli(),
		})...); err != nil {
			return err
		}
		_, err = tx.exec(ctx, operation, deleteOldVisits, w.Workspace, w.User, w.Workspace, w.User, target.MaxVisits)
		return err
	})
}
