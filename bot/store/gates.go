package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/gate"
	"tcabot/commands/target"
)

// maxGates is the maximum number of gates in a team: of the team, its repositories and its branches.
const maxGates = 500

// gateRecord is a row of gates.
type gateRecord struct {
	Workspace  string `db:"workspace"`
	Channel    string `db:"channel"`
	Org        string `db:"org"`
	Team       string `db:"team"`
	Repo       int64  `db:"repo"`
	Project    int64  `db:"project"`
	Name       string `db:"name"`
	Limits     string `db:"limits"`
	Against    string `db:"against"`
	User       string `db:"slack_user"`
	Changed    int64  `db:"changed"`
	Version    int    `db:"version"`
	WasLimits  string `db:"was_limits"`
	WasAgainst string `db:"was_against"`
	WasUser    string `db:"was_user"`
	WasChanged int64  `db:"was_changed"`
}

var gateColumns = columnsOf[gateRecord]()

// changedGateColumns are those outside of the key.
var changedGateColumns = gateColumns.except("workspace", "channel", "org", "team", "repo", "project")

const ofScope = `workspace = ? AND channel = ? AND org = ? AND team = ? AND repo = ? AND project = ?`

var (
	selectGates = `SELECT ` + gateColumns.list() + ` FROM gates WHERE `
	insertGate  = `INSERT INTO gates (` + gateColumns.list() + `) VALUES (` + gateColumns.placeholders() + `) ON CONFLICT DO NOTHING`
	updateGate  = `UPDATE gates SET ` + changedGateColumns.assignments() + ` WHERE ` + ofScope + ` AND version = ?`
)

// within selects the rows about a target, those above it and those in it.
func within(workspace string, t target.Target) (where string, a args) {
	where, a = `workspace = ? AND org = ? AND team = ?`, args{workspace, t.Org, t.Team}
	if t.Repo != 0 {
		where, a = where+` AND repo IN (0, ?)`, append(a, t.Repo)
	}
	if t.Project != 0 {
		where, a = where+` AND project IN (0, ?)`, append(a, t.Project)
	}
	return where, a
}

// Gates implements gate.Reader.
func (s *Store) Gates(ctx context.Context, workspace, channel string, t target.Target) (gate.Settings, error) {
	where, a := within(workspace, t)
	if channel != "" {
		where, a = `(`+where+` OR workspace = ? AND channel = ?)`, append(a, workspace, channel)
	}
	found, err := rows[gateRecord](ctx, s.conn, "list gates", selectGates+where+` AND limits <> ''`, a...)
	all := make(gate.Settings, len(found))
	for i := range found {
		all[i] = found[i].setting()
	}
	return all, err
}

// Gate implements gate.Store.
func (s *Store) Gate(ctx context.Context, workspace string, sc gate.Scope) (gate.Setting, error) {
	return s.gate(ctx, workspace, sc)
}

func (c conn) gate(ctx context.Context, workspace string, sc gate.Scope) (gate.Setting, error) {
	r, err := row[gateRecord](ctx, c, "read gate", selectGates+ofScope, scopeArgs(workspace, sc)...)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return gate.Setting{Workspace: workspace, Scope: sc}, nil
	case err != nil:
		return gate.Setting{}, err
	}
	return r.setting(), nil
}

func scopeArgs(workspace string, s gate.Scope) args {
	return args{workspace, s.Channel, s.Target.Org, s.Target.Team, s.Target.Repo, s.Target.Project}
}

// SetGate implements gate.Store.
func (s *Store) SetGate(ctx context.Context, g gate.Setting) (gate.Setting, error) {
	const operation = "save gate"
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		was, err := tx.gate(ctx, g.Workspace, g.Scope)
		switch {
		case err != nil:
			return err
		case was.Version != g.Version:
			return gate.ErrChanged
		}
		if len(was.Limits) == 0 && len(g.Limits) > 0 {
			if err := tx.checkGateLimit(ctx, operation, g); err != nil {
				return err
			}
		}
		next := g
		next.Version, next.Former = was.Version+1, gate.Former{Terms: was.Terms, By: was.By, At: was.At}
		r := newGateRecord(next)
		n := int64(0)
		if was.Version == 0 {
			n, err = tx.exec(ctx, operation, insertGate, gateColumns.values(r)...)
		} else {
			n, err = tx.exec(ctx, operation, updateGate, append(append(changedGateColumns.values(r), scopeArgs(g.Workspace, g.Scope)...), was.Version)...)
		}
		if err == nil && n == 0 { // another transaction was faster
			err = gate.ErrChanged
		}
		if err == nil {
			g = next
		}
		return err
	})
	return g, err
}

// checkGateLimit rejects a gate in a team with the maximum number. Two concurrent transactions may both take the last place.
func (c conn) checkGateLimit(ctx context.Context, operation string, g gate.Setting) error {
	if g.Channel != "" {
		return nil // one for each
	}
	n, err := row[int](ctx, c, operation, `SELECT COUNT(*) FROM gates WHERE workspace = ? AND org = ? AND team = ? AND limits <> ''`,
		g.Workspace, g.Target.Org, g.Target.Team)
	if err == nil && n >= maxGates {
		err = gate.ErrManyGates
	}
	return err
}

func newGateRecord(g gate.Setting) *gateRecord {
	return &gateRecord{
		Workspace: g.Workspace, Channel: g.Channel, Org: g.Target.Org, Team: g.Target.Team, Repo: g.Target.Repo, Project: g.Target.Project,
		Name: g.Name, Limits: g.Limits.String(), Against: g.Against.String(), User: g.By, Changed: toUnix(g.At), Version: g.Version,
		WasLimits: g.Former.Limits.String(), WasAgainst: g.Former.Against.String(), WasUser: g.Former.By, WasChanged: toUnix(g.Former.At),
	}
}

// setting converts a record. Values of a later version that this one does not know are dropped.
func (r *gateRecord) setting() gate.Setting {
	return gate.Setting{
		Workspace: r.Workspace, Scope: gate.Scope{Channel: r.Channel, Target: target.Target{Org: r.Org, Team: r.Team, Repo: r.Repo, Project: r.Project}},
		Terms: terms(r.Limits, r.Against), Name: r.Name, By: r.User, At: fromUnix(r.Changed), Version: r.Version,
		Former: gate.Former{Terms: terms(r.WasLimits, r.WasAgainst), By: r.WasUser, At: fromUnix(r.WasChanged)},
	}
}

func terms(limits, against string) (t gate.Terms) {
	t.Limits, _ = gate.Read(limits)
	t.Against, _ = gate.ReadAgainst(against)
	return t
}
