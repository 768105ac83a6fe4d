-- +goose Up
ALTER TABLE targets ADD COLUMN repo {{.Int}} NOT NULL DEFAULT 0;
ALTER TABLE targets ADD COLUMN project {{.Int}} NOT NULL DEFAULT 0;
-- Exports under way. A row outlives its process: whoever finds one that no longer beats tells its owner.
CREATE TABLE exports (
	id         TEXT    NOT NULL PRIMARY KEY,
	workspace  TEXT    NOT NULL,
	slack_user TEXT    NOT NULL,
	channel    TEXT    NOT NULL, -- the direct message
	message    TEXT    NOT NULL, -- its timestamp there
	line       TEXT    NOT NULL,
	cancelled  {{.Bool}} NOT NULL DEFAULT {{.False}},
	beat       {{.Int}} NOT NULL  -- Unix seconds of the last sign of life
);
