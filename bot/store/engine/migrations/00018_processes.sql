-- +goose Up
-- The running processes, each of which notes every few seconds that it is there.
CREATE TABLE processes (
	id          TEXT NOT NULL PRIMARY KEY, -- random
	host        TEXT NOT NULL,             -- name of its machine or container
	version     TEXT NOT NULL,
	began       {{.Int}} NOT NULL,
	seen        {{.Int}} NOT NULL,
	connections {{.Int}} NOT NULL,         -- its own to Slack that are open
	elsewhere   {{.Int}} NOT NULL,         -- how many more Slack counted when it last greeted; -1 for not known
	greeted     {{.Int}} NOT NULL          -- when that was
);
