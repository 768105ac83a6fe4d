-- +goose Up
-- The people who agreed to be mentioned where they are authors. It outlives a login, as names do.
CREATE TABLE mentions (
	workspace  TEXT NOT NULL,
	slack_user TEXT NOT NULL,
	PRIMARY KEY (workspace, slack_user)
);
