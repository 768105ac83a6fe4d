-- +goose Up
-- The analysed branches at which a person looked last: a few for each, deleted with their TCA account.
CREATE TABLE visits (
	workspace  TEXT   NOT NULL,
	slack_user TEXT   NOT NULL,
	project    {{.Int}} NOT NULL,
	username   TEXT   NOT NULL, -- of the TCA account that was used
	org        TEXT   NOT NULL,
	team       TEXT   NOT NULL,
	repo       {{.Int}} NOT NULL,
	name       TEXT   NOT NULL, -- of the branch, for people
	visited    {{.Int}} NOT NULL, -- Unix milliseconds
	PRIMARY KEY (workspace, slack_user, project)
);
