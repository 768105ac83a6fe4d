-- A database as it was written before there was PostgreSQL, with the key that migrate_test.go knows.
BEGIN TRANSACTION;
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
INSERT INTO "exports" VALUES('X1','T1','U1','D1','1.2','repos',1,1000000000);
CREATE TABLE generations (
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	generation INTEGER NOT NULL,
	PRIMARY KEY (workspace, slack_user)
);
INSERT INTO "generations" VALUES('T1','U1',3);
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO "goose_db_version" VALUES(1,0,1,'2026-11-25 09:32:42');
INSERT INTO "goose_db_version" VALUES(2,1,1,'2026-11-25 09:32:42');
INSERT INTO "goose_db_version" VALUES(3,2,1,'2026-11-25 09:32:42');
CREATE TABLE languages (
	workspace  TEXT NOT NULL,
	slack_user TEXT NOT NULL,
	language   TEXT NOT NULL,
	PRIMARY KEY (workspace, slack_user)
);
INSERT INTO "languages" VALUES('T1','U1','zh-CN');
CREATE TABLE links (
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	username   TEXT    NOT NULL,
	nickname   TEXT    NOT NULL,
	token      BLOB    NOT NULL, -- sealed
	linked     INTEGER NOT NULL, -- Unix seconds
	PRIMARY KEY (workspace, slack_user)
);
INSERT INTO "links" VALUES('T1','U1','tca_U1','安',X'3EB1BD436E354DE161FD13474C7D883E32483DE6DAE79FF223272BB93C577FCA319241C31F9BB254668C25C734E2B774BE478B01F9FCC095629DA37AD08BBCD2859B1500791BF807',1000000000);
CREATE TABLE targets (
	workspace TEXT NOT NULL,
	subject   TEXT NOT NULL, -- a user or a channel
	org       TEXT NOT NULL,
	team      TEXT NOT NULL, repo INTEGER NOT NULL DEFAULT 0, project INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (workspace, subject)
);
INSERT INTO "targets" VALUES('T1','C1','o','t',7,8);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('goose_db_version',3);
COMMIT;
