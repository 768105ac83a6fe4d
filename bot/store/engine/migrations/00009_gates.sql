-- +goose Up
-- Quality gates: limits for a branch, a repository or a team, or for a channel. A gate that was removed keeps its row, so
-- that its version does not come back.
CREATE TABLE gates (
	workspace   TEXT   NOT NULL,
	channel     TEXT   NOT NULL, -- empty for a gate of a target
	org         TEXT   NOT NULL, -- empty for a gate of a channel
	team        TEXT   NOT NULL, -- the same
	repo        {{.Int}} NOT NULL, -- 0 for the whole team
	project     {{.Int}} NOT NULL, -- 0 for the whole repository
	name        TEXT   NOT NULL,
	limits      TEXT   NOT NULL, -- gate.Gate; empty for one that was removed
	against     TEXT   NOT NULL, -- gate.Against
	slack_user  TEXT   NOT NULL, -- who set it
	changed     {{.Int}} NOT NULL, -- when, Unix seconds
	version     {{.Int}} NOT NULL,
	was_limits  TEXT   NOT NULL, -- before the last change
	was_against TEXT   NOT NULL,
	was_user    TEXT   NOT NULL,
	was_changed {{.Int}} NOT NULL,
	PRIMARY KEY (workspace, channel, org, team, repo, project)
);
-- Scans of branches that later states are compared with, and the state of the branch after each.
CREATE TABLE pins (
	workspace  TEXT   NOT NULL,
	project    {{.Int}} NOT NULL,
	pin        TEXT   NOT NULL, -- its name
	org        TEXT   NOT NULL,
	team       TEXT   NOT NULL,
	repo       {{.Int}} NOT NULL,
	revision   TEXT   NOT NULL,
	scanned    {{.Int}} NOT NULL, -- when the scan ran, Unix seconds
	slack_user TEXT   NOT NULL, -- who pinned it
	changed    {{.Int}} NOT NULL, -- when, Unix seconds
	version    {{.Int}} NOT NULL,
	scan       {{.Int}} NOT NULL,
	fatal      {{.Int}} NOT NULL,
	error      {{.Int}} NOT NULL,
	warning    {{.Int}} NOT NULL,
	info       {{.Int}} NOT NULL,
	resolved   {{.Int}} NOT NULL,
	complex    {{.Int}} NOT NULL,
	duplicated {{.Float}} NOT NULL,
	code       {{.Int}} NOT NULL,
	has        {{.Int}} NOT NULL, -- which of the figures are known, as bits
	PRIMARY KEY (workspace, project, pin)
);
CREATE INDEX pins_team ON pins (workspace, org, team, repo);
