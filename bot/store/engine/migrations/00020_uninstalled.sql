-- +goose Up
-- Workspaces from which the app was removed. Until everything of them is deleted, no token of theirs is given out.
CREATE TABLE uninstalled (
	workspace TEXT NOT NULL PRIMARY KEY,
	since     {{.Int}} NOT NULL
);
