-- +goose Up
CREATE TABLE digests (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	workspace TEXT   NOT NULL,
	channel   TEXT   NOT NULL,
	owner     TEXT   NOT NULL, -- Slack user
	org       TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	repo      INTEGER NOT NULL, -- 0 for the whole team
	project   INTEGER NOT NULL, -- 0 for the whole repository
	name      TEXT   NOT NULL,
	clock     INTEGER NOT NULL, -- schedule.Clock
	days      INTEGER NOT NULL, -- schedule.Days
	zone      TEXT   NOT NULL, -- IANA
	language  TEXT   NOT NULL,
	severity  TEXT   NOT NULL, -- words, with commas; empty for all
	parts     TEXT   NOT NULL, -- the same
	gate      TEXT   NOT NULL, -- commands.Gate
	quiet     TEXT   NOT NULL,
	state     TEXT   NOT NULL,
	reason    TEXT   NOT NULL,
	version   INTEGER NOT NULL DEFAULT 1,
	due       INTEGER NOT NULL, -- next, Unix seconds; 0 unless active
	claimed   INTEGER NOT NULL DEFAULT 0, -- the due time whose job was made last
	posting   INTEGER NOT NULL DEFAULT 0, -- the due time whose post may be under way
	done      INTEGER NOT NULL DEFAULT 0, -- the due time that was dealt with last
	posted    INTEGER NOT NULL DEFAULT 0, -- when something was posted last, Unix seconds
	doubt     INTEGER NOT NULL DEFAULT 0  -- when TCA refused the token for the first time, Unix seconds; 0 for not
);
CREATE INDEX digests_due ON digests (state, due);
CREATE INDEX digests_channel ON digests (workspace, channel);
CREATE INDEX digests_owner ON digests (workspace, owner);
-- How the branches of a digest stood when it told of them last and, while its post is under way, how they stand in that.
CREATE TABLE digest_marks (
	digest   INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
	told     INTEGER NOT NULL, -- false: in a post under way
	project  INTEGER NOT NULL,
	scan     INTEGER NOT NULL,
	fatal    INTEGER NOT NULL,
	error    INTEGER NOT NULL,
	warning  INTEGER NOT NULL,
	info     INTEGER NOT NULL,
	resolved INTEGER NOT NULL,
	complex  INTEGER NOT NULL,
	duplicated REAL NOT NULL,
	code     INTEGER NOT NULL,
	has      INTEGER NOT NULL, -- which of the figures are known, as bits
	PRIMARY KEY (digest, told, project)
);
