-- +goose Up
CREATE TABLE links (
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	username   TEXT    NOT NULL,
	nickname   TEXT    NOT NULL,
	token      {{.Bytes}}    NOT NULL, -- sealed
	linked     {{.Int}} NOT NULL, -- Unix seconds
	PRIMARY KEY (workspace, slack_user)
);
-- Generations outlive their link: a cache key must not come back after a logout and a new login.
CREATE TABLE generations (
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	generation {{.Int}} NOT NULL,
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
