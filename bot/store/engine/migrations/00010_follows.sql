-- +goose Up
CREATE TABLE follows (
	id        {{.Serial}},
	workspace TEXT   NOT NULL,
	channel   TEXT   NOT NULL,
	owner     TEXT   NOT NULL, -- Slack user
	org       TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	repo      {{.Int}} NOT NULL, -- 0 for the whole team
	project   {{.Int}} NOT NULL, -- 0 for the whole repository
	name      TEXT   NOT NULL,
	language  TEXT   NOT NULL,
	what      TEXT   NOT NULL, -- words, with commas
	gate      TEXT   NOT NULL, -- gate.Gate
	since     {{.Int}} NOT NULL, -- scans that ended before are not posted, Unix seconds
	state     TEXT   NOT NULL,
	reason    TEXT   NOT NULL,
	version   {{.Int}} NOT NULL DEFAULT 1,
	posted    {{.Int}} NOT NULL DEFAULT 0, -- when something was posted last, Unix seconds
	doubt     {{.Int}} NOT NULL DEFAULT 0, -- as of digests
	doubt_reason TEXT NOT NULL DEFAULT '',
	posting   {{.Int}} NOT NULL DEFAULT 0, -- the job whose post may have been sent
	attempted {{.Int}} NOT NULL DEFAULT 0, -- when that post was begun, Unix seconds by the machine's clock
	thread    TEXT   NOT NULL DEFAULT '',  -- the message in whose thread that post is; empty for none
	searched  TEXT   NOT NULL DEFAULT '',  -- Slack's cursor of the search for that post
	wake      {{.Int}} NOT NULL DEFAULT 0  -- 1: it was resumed, and may have scans that are waiting to be posted
);
CREATE INDEX follows_channel ON follows (workspace, channel);
CREATE INDEX follows_owner ON follows (workspace, owner);
-- Scans that have ended and are not posted yet. A row with a post is in the message of that job.
CREATE TABLE follow_ends (
	follow  {{.Int}} NOT NULL REFERENCES follows (id) ON DELETE CASCADE,
	project {{.Int}} NOT NULL,
	job     {{.Int}} NOT NULL, -- in TCA
	repo    {{.Int}} NOT NULL,
	name    TEXT   NOT NULL, -- of the repository
	code    {{.Int}} NOT NULL, -- the result
	found   {{.Int}} NOT NULL, -- when the bot saw that it had ended, Unix seconds
	post    {{.Int}} NOT NULL DEFAULT 0,
	PRIMARY KEY (follow, project, job)
);
-- What a follow last posted about a branch.
CREATE TABLE follow_branches (
	follow  {{.Int}} NOT NULL REFERENCES follows (id) ON DELETE CASCADE,
	project {{.Int}} NOT NULL,
	gate    TEXT   NOT NULL, -- whether the branch met the quality gate: met, broken, or empty for unknown
	thread  TEXT   NOT NULL, -- the message whose thread later scans are posted in; empty for none
	opened  {{.Int}} NOT NULL, -- when that message was posted, Unix seconds
	PRIMARY KEY (follow, project)
);
-- A question that is put to TCA again and again, for all follows of one owner in a team, or in a repository of it.
CREATE TABLE polls (
	workspace TEXT   NOT NULL,
	owner     TEXT   NOT NULL,
	org       TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	repo      {{.Int}} NOT NULL, -- 0 for the whole team
	due       {{.Int}} NOT NULL, -- milliseconds since 1970
	wait      {{.Int}} NOT NULL DEFAULT 0, -- the present interval, milliseconds
	round     {{.Int}} NOT NULL DEFAULT 0, -- grows with each claim: a job of a former one is void
	PRIMARY KEY (workspace, owner, org, team, repo)
);
CREATE INDEX polls_due ON polls (due);
-- What the answers said of a repository. It belongs to the owner, so that a wider or narrower question continues it.
CREATE TABLE poll_repos (
	workspace TEXT   NOT NULL,
	owner     TEXT   NOT NULL,
	repo      {{.Int}} NOT NULL,
	seen      {{.Int}} NOT NULL, -- when, Unix seconds
	state     TEXT   NOT NULL, -- JSON
	PRIMARY KEY (workspace, owner, repo)
);
