-- +goose Up
ALTER TABLE watches ADD COLUMN refusal TEXT NOT NULL DEFAULT ''; -- why the watch ends if TCA goes on refusing to answer; empty when it does not
ALTER TABLE watches ADD COLUMN refused {{.Int}} NOT NULL DEFAULT 0; -- since when it has refused for that reason, Unix seconds
ALTER TABLE watches ADD COLUMN cancel_unsure {{.Bool}} NOT NULL DEFAULT {{.False}}; -- TCA has not confirmed the request to cancel the job
ALTER TABLE watches ADD COLUMN stopped_by TEXT NOT NULL DEFAULT ''; -- Slack user
ALTER TABLE watches ADD COLUMN result TEXT NOT NULL DEFAULT ''; -- the end in one line, for the reply
ALTER TABLE watches ADD COLUMN redirects {{.Int}} NOT NULL DEFAULT 0; -- how often TCA replaced the job
