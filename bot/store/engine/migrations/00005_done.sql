-- +goose Up
-- What was done once because of something that Slack may deliver again, to any process.
CREATE TABLE done (
	id     TEXT    NOT NULL PRIMARY KEY, -- what Slack delivered
	result {{.Int}} NOT NULL DEFAULT 0,  -- the row that it made, if any
	until  {{.Int}} NOT NULL             -- when Slack no longer delivers it again, Unix seconds
);
CREATE INDEX done_until ON done (until);
