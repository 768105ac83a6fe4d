-- +goose Up
CREATE TABLE digests (
	id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	workspace TEXT   NOT NULL,
	channel   TEXT   NOT NULL,
	owner     TEXT   NOT NULL, -- Slack user
	org       TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	repo      BIGINT NOT NULL, -- 0 for the whole team
	project   BIGINT NOT NULL, -- 0 for the whole repository
	name      TEXT   NOT NULL,
	clock     BIGINT NOT NULL, -- schedule.Clock
	days      BIGINT NOT NULL, -- schedule.Days
	zone      TEXT   NOT NULL, -- IANA
	language  TEXT   NOT NULL,
	severity  TEXT   NOT NULL, -- words, with commas; empty for all
	parts     TEXT   NOT NULL, -- the same
	gate      TEXT   NOT NULL, -- commands.Gate
	quiet     TEXT   NOT NULL,
	state     TEXT   NOT NULL,
	reason    TEXT   NOT NULL,
	version   BIGINT NOT NULL DEFAULT 1,
	due       BIGINT NOT NULL, -- next, Unix seconds; 0 unless active
	claimed   BIGINT NOT NULL DEFAULT 0, -- the due time whose job was made last
	posting   BIGINT NOT NULL DEFAULT 0, -- the due time whose post may be under way
	done      BIGINT NOT NULL DEFAULT 0, -- the due time that was dealt with last
	posted    BIGINT NOT NULL DEFAULT 0, -- when something was posted last, Unix seconds
	doubt     BIGINT NOT NULL DEFAULT 0  -- when TCA refused the token for the first time, Unix seconds; 0 for not
);
CREATE INDEX digests_due ON digests (state, due);
CREATE INDEX digests_channel ON digests (workspace, channel);
CREATE INDEX digests_owner ON digests (workspace, owner);
-- How the branches of a digest stood when it told of them last and, while its post is under way, how they stand in that.
CREATE TABLE digest_marks (
	digest   BIGINT NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
	told     BOOLEAN NOT NULL, -- false: in a post under way
	project  BIGINT NOT NULL,
	scan     BIGINT NOT NULL,
	fatal    BIGINT NOT NULL,
	error    BIGINT NOT NULL,
	warning  BIGINT NOT NULL,
	info     BIGINT NOT NULL,
	resolved BIGINT NOT NULL,
	complex  BIGINT NOT NULL,
	duplicated DOUBLE PRECISION NOT NULL,
	code     BIGINT NOT NULL,
	has      BIGINT NOT NULL, -- which of the figures are known, as bits
	PRIMARY KEY (digest, told, project)
);
