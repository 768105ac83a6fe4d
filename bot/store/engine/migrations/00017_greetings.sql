-- +goose Up
-- The channels in which the bot has introduced itself.
CREATE TABLE greetings (
	workspace TEXT NOT NULL,
	channel   TEXT NOT NULL,
	PRIMARY KEY (workspace, channel)
);
