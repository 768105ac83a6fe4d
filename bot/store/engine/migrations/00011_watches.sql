-- +goose Up
-- Scan jobs that are followed until they end, each in a message that is edited in place.
CREATE TABLE watches (
	id        {{.Serial}},
	workspace TEXT   NOT NULL,
	channel   TEXT   NOT NULL, -- the owner for the direct message with the bot
	owner     TEXT   NOT NULL, -- Slack user
	org       TEXT   NOT NULL,
	team      TEXT   NOT NULL,
	repo      {{.Int}} NOT NULL,
	project   {{.Int}} NOT NULL,
	name      TEXT   NOT NULL,
	language  TEXT   NOT NULL,
	begun     {{.Int}} NOT NULL, -- Unix seconds
	job       {{.Int}} NOT NULL, -- 0 while it is not known whether TCA started the scan
	before    {{.Int}} NOT NULL, -- the newest job of the branch when TCA was asked to
	cancel_by TEXT   NOT NULL DEFAULT '',
	cancel_reason TEXT NOT NULL DEFAULT '',
	cancel_at {{.Int}} NOT NULL DEFAULT 0,
	stopped   {{.Bool}} NOT NULL DEFAULT {{.False}}, -- by a person
	message_channel TEXT NOT NULL DEFAULT '', -- where Slack put the message, and its timestamp; empty for none yet
	message   TEXT   NOT NULL DEFAULT '',
	attempted {{.Int}} NOT NULL DEFAULT 0, -- when a message or its reply was begun that may have been sent, Unix seconds
	shown     TEXT   NOT NULL DEFAULT '', -- hash of the last content
	edited    {{.Int}} NOT NULL DEFAULT 0, -- when it was posted or edited last, Unix milliseconds
	progress  TEXT   NOT NULL DEFAULT '', -- hash of the job's last state
	moved     {{.Int}} NOT NULL DEFAULT 0, -- when that changed last, Unix seconds
	silent    {{.Int}} NOT NULL DEFAULT 0, -- since when TCA has not answered, Unix seconds; 0 when it does
	told      {{.Bool}} NOT NULL DEFAULT {{.False}}, -- the message shows the end
	ended     {{.Int}} NOT NULL DEFAULT 0  -- Unix seconds; 0 while it is followed
);
CREATE INDEX watches_channel ON watches (workspace, channel, ended);
CREATE INDEX watches_owner ON watches (workspace, owner, ended);
