-- A database of SQLite at version 3, as it was written when each engine had migrations of its own.
CREATE TABLE links (
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	username   TEXT    NOT NULL,
	nickname   TEXT    NOT NULL,
	token      BLOB    NOT NULL, -- sealed
	linked     INTEGER NOT NULL, -- Unix seconds
	PRIMARY KEY (workspace, slack_user)
);
-- Generations outlive their link: a cache key must not come back after a logout and a new login.
CREATE TABLE generations (
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	generation INTEGER NOT NULL,
	PRIMARY KEY (workspace, slack_user)
);
CREATE TABLE targets (
	workspace TEXT NOT NULL,
	subject   TEXT NOT NULL, -- a user or a channel
	org       TEXT NOT NULL,
	team      TEXT NOT NULL,
	PRIMARY KEY (workspace, subject)
);
CREATE TABLE languages (
	workspace  TEXT NOT NULL,
	slack_user TEXT NOT NULL,
	language   TEXT NOT NULL,
	PRIMARY KEY (workspace, slack_user)
);
ALTER TABLE targets ADD COLUMN repo INTEGER NOT NULL DEFAULT 0;
ALTER TABLE targets ADD COLUMN project INTEGER NOT NULL DEFAULT 0;
-- Exports under way. A row outlives its process: whoever finds one that no longer beats tells its owner.
CREATE TABLE exports (
	id         TEXT    NOT NULL PRIMARY KEY,
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	channel    TEXT    NOT NULL, -- the direct message
	message    TEXT    NOT NULL, -- its timestamp there
	line       TEXT    NOT NULL,
	cancelled  INTEGER NOT NULL DEFAULT 0,
	beat       INTEGER NOT NULL  -- Unix seconds of the last sign of life
);
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
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1), (2, 1), (3, 1);
INSERT INTO targets (workspace, subject, org, team, repo, project) VALUES ('T1', 'C1', 'o', 't', 7, 8);
INSERT INTO languages (workspace, slack_user, language) VALUES ('T1', 'U1', 'zh-CN');
INSERT INTO exports (id, workspace, slack_user, channel, message, line, cancelled, beat) VALUES ('X1', 'T1', 'U1', 'D1', '1.2', 'repos', TRUE, 1000000000);
INSERT INTO digests (workspace, channel, owner, org, team, repo, project, name, clock, days, zone, language, severity, parts, gate, quiet, state, reason, version, due, doubt)
	VALUES ('T1', 'C1', 'U1', 'o', 't', 3, 300, 'master', 571, 62, 'Asia/Shanghai', 'zh-CN', 'fatal,error', 'worst', 'new=0', 'weekly', 'active', '', 4, 1795656600, 1795000000);
INSERT INTO digest_marks (digest, told, project, scan, fatal, error, warning, info, resolved, complex, duplicated, code, has)
	VALUES (1, TRUE, 300, 1, 1, 2, 3, 4, 5, 6, 7.25, 8, 5);
