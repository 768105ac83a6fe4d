-- +goose Up
-- The hours of the day in which people want no direct messages. They outlive a login.
CREATE TABLE quiet_hours (
	workspace  TEXT   NOT NULL,
	slack_user TEXT   NOT NULL,
	starts     {{.Int}} NOT NULL, -- schedule.Clock
	ends       {{.Int}} NOT NULL,
	zone       TEXT   NOT NULL,
	chosen     {{.Bool}} NOT NULL, -- the person named the zone
	PRIMARY KEY (workspace, slack_user)
);
-- The people who opened their App Home, with their direct message with the bot.
CREATE TABLE homes (
	workspace  TEXT NOT NULL,
	slack_user TEXT NOT NULL,
	channel    TEXT NOT NULL,
	PRIMARY KEY (workspace, slack_user)
);
-- The people who are told about issues that are assigned to them: subscriptions without a target, deleted with the TCA account.
CREATE TABLE assignments (
	id        {{.Serial}},
	workspace TEXT   NOT NULL,
	channel   TEXT   NOT NULL, -- the owner: it is a direct message
	owner     TEXT   NOT NULL, -- Slack user
	org       TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	repo      {{.Int}} NOT NULL,
	project   {{.Int}} NOT NULL,
	name      TEXT   NOT NULL,
	language  TEXT   NOT NULL,
	state     TEXT   NOT NULL,
	reason    TEXT   NOT NULL,
	version   {{.Int}} NOT NULL DEFAULT 1,
	posted    {{.Int}} NOT NULL DEFAULT 0, -- when they were told last, Unix seconds
	doubt     {{.Int}} NOT NULL DEFAULT 0, -- as of digests
	doubt_reason TEXT NOT NULL DEFAULT '',
	due       {{.Int}} NOT NULL DEFAULT 0, -- of the next look, milliseconds since 1970
	wait      {{.Int}} NOT NULL DEFAULT 0, -- the present interval, milliseconds
	round     {{.Int}} NOT NULL DEFAULT 0, -- grows with each claim: a job of a former one is void
	listed    {{.Int}} NOT NULL DEFAULT 0, -- when the branches were listed last, Unix seconds
	news      {{.Int}} NOT NULL DEFAULT 0, -- grows when what is to be told changes
	posting   {{.Int}} NOT NULL DEFAULT 0, -- the job whose message may have been sent
	attempted {{.Int}} NOT NULL DEFAULT 0, -- when that was begun, Unix seconds by the machine's clock
	searched  TEXT   NOT NULL DEFAULT ''   -- Slack's cursor of the search for it
);
CREATE UNIQUE INDEX assignments_owner ON assignments (workspace, owner);
CREATE INDEX assignments_due ON assignments (due);
-- The branches in which issues may be assigned to a person.
CREATE TABLE assignment_branches (
	assignment {{.Int}} NOT NULL REFERENCES assignments (id) ON DELETE CASCADE,
	project    {{.Int}} NOT NULL,
	org        TEXT   NOT NULL,
	team       TEXT   NOT NULL,
	repo       {{.Int}} NOT NULL,
	name       TEXT   NOT NULL, -- for people
	looked     {{.Int}} NOT NULL DEFAULT 0,  -- when it was looked at last, milliseconds since 1970
	seen       TEXT   NOT NULL DEFAULT '', -- JSON: assignment.Marks
	fresh      TEXT   NOT NULL DEFAULT '', -- JSON: the issues that wait to be told
	sending    TEXT   NOT NULL DEFAULT '', -- those that are in the message of the job
	PRIMARY KEY (assignment, project)
);
