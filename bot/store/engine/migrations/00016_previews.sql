-- +goose Up
-- What people chose for the links that they post in a channel. A row ends with the person's link.
CREATE TABLE previews (
	workspace  TEXT NOT NULL,
	slack_user TEXT NOT NULL,
	channel    TEXT NOT NULL,
	choice     TEXT NOT NULL, -- preview.Choice
	PRIMARY KEY (workspace, slack_user, channel)
);
-- The questions whether links may be previewed. Answering one deletes it, so that it is answered once.
CREATE TABLE preview_questions (
	id         {{.Serial}},
	workspace  TEXT  NOT NULL,
	slack_user TEXT  NOT NULL,
	channel    TEXT  NOT NULL,
	message    TEXT  NOT NULL, -- its ts
	asked      {{.Int}} NOT NULL, -- Unix seconds
	about      TEXT  NOT NULL -- JSON: the message and its links
);
CREATE INDEX preview_questions_who ON preview_questions (workspace, slack_user, channel);
-- The previews that were shown lately.
CREATE TABLE preview_cards (
	workspace TEXT  NOT NULL,
	channel   TEXT  NOT NULL,
	line      TEXT  NOT NULL, -- makes the card
	shown     {{.Int}} NOT NULL, -- Unix seconds
	PRIMARY KEY (workspace, channel, line)
);
