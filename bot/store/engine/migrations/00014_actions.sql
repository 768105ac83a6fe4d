-- +goose Up
-- What people changed in TCA through the bot. A row is written before TCA is asked, and completed afterwards.
CREATE TABLE actions (
	id         {{.Serial}},
	workspace  TEXT   NOT NULL,
	slack_user TEXT   NOT NULL, -- who asked, and whose token was used
	channel    TEXT   NOT NULL, -- where
	surface    TEXT   NOT NULL, -- how: slash, button or form
	kind       TEXT   NOT NULL, -- action.Kind
	org        TEXT   NOT NULL,
	team       TEXT   NOT NULL,
	repo       {{.Int}} NOT NULL,
	project    {{.Int}} NOT NULL,
	name       TEXT   NOT NULL, -- of the target, for people
	value      TEXT   NOT NULL, -- what was asked for
	final      {{.Bool}} NOT NULL, -- TCA cannot take it back
	asked      TEXT   NOT NULL, -- identifies the request among those of the person
	undoes     {{.Int}} NOT NULL, -- the action that it takes back; 0 for none
	undone_by  {{.Int}} NOT NULL, -- the action that took it back; 0 for none
	began      {{.Int}} NOT NULL, -- Unix seconds
	ended      {{.Int}} NOT NULL, -- Unix seconds; 0 while it is not known what came of all changes
	changes    TEXT   NOT NULL -- JSON: action.Change
);
CREATE UNIQUE INDEX actions_asked ON actions (workspace, slack_user, asked);
CREATE INDEX actions_began ON actions (workspace, began);
