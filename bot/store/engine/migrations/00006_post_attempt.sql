-- +goose Up
-- About the post that may be under way: when it was begun, and how far Slack's history was searched for it.
ALTER TABLE digests ADD COLUMN attempted {{.Int}} NOT NULL DEFAULT 0; -- Unix seconds, by the machine's clock like Slack's; 0 for unknown
ALTER TABLE digests ADD COLUMN searched TEXT NOT NULL DEFAULT ''; -- Slack's cursor
