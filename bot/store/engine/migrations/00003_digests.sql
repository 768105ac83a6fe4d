-- +goose Up
CREATE TABLE digests (
	id        {{.Serial}},
	workspace TEXT   NOT NULL,
	channel   TEXT   NOT NULL,
	owner     TEXT   NOT NULL, -- Slack user
	org       TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	repo      {{.Int}} NOT NULL, -- 0 for the whole team
	project   {{.Int}} NOT NULL, -- 0 for the whole repository
	name      TEXT   NOT NULL,
	clock     {{.Int}} NOT NULL, -- schedule.Clock
	days      {{.Int}} NOT NULL, -- schedule.Days
	zone      TEXT   NOT NULL, -- IANA
	language  TEXT   NOT NULL,
	severity  TEXT   NOT NULL, -- words, with commas; empty for all
	parts     TEXT   NOT NULL, -- the same
	gate      TEXT   NOT NULL, -- commands.Gate
	quiet     TEXT   NOT NULL,
	state     TEXT   NOT NULL,
	reason    TEXT   NOT NULL,
	version   {{.Int}} NOT NULL DEFAULT 1,
	due       {{.Int}} NOT NULL, -- next, Unix seconds; 0 unless active
	claimed   {{.Int}} NOT NULL DEFAULT 0, -- the due time whose job was made last
	posting   {{.Int}} NOT NULL DEFAULT 0, -- the due time whose post may be under way
	done      {{.Int}} NOT NULL DEFAULT 0, -- the due time that was dealt with last
	posted    {{.Int}} NOT NULL DEFAULT 0, -- when something was posted last, Unix seconds
	doubt     {{.Int}} NOT NULL DEFAULT 0  -- when TCA refused the token for the first time, Unix seconds; 0 for not
);
CREATE INDEX digests_due ON digests (state, due);
CREATE INDEX digests_channel ON digests (workspace, channel);
CREATE INDEX digests_owner ON digests (workspace, owner);
-- How the branches of a digest stood when it told of them last and, while its post is under way, how they stand in that.
CREATE TABLE digest_marks (
	digest   {{.Int}} NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
	told     {{.Bool}} NOT NULL, -- false: in a post under way
	project  {{.Int}} NOT NULL,
	scan     {{.Int}} NOT NULL,
	fatal    {{.Int}} NOT NULL,
	error    {{.Int}} NOT NULL,
	warning  {{.Int}} NOT NULL,
	info     {{.Int}} NOT NULL,
	resolved {{.Int}} NOT NULL,
	complex  {{.Int}} NOT NULL,
	duplicated {{.Float}} NOT NULL,
	code     {{.Int}} NOT NULL,
	has      {{.Int}} NOT NULL, -- which of the figures are known, as bits
	PRIMARY KEY (digest, told, project)
);
