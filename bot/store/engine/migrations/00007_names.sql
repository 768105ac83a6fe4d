-- +goose Up
-- The names and mail addresses under which a person's commits appear, besides the TCA user name: one per line. They outlive
-- a login.
CREATE TABLE names (
	workspace  TEXT NOT NULL,
	slack_user TEXT NOT NULL,
	names      TEXT NOT NULL,
	PRIMARY KEY (workspace, slack_user)
);
