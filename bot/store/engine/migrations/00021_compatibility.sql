-- +goose Up
-- Which programs can use these tables: those that know the migration of this number. A migration that only adds leaves it alone;
-- one that takes something away sets it to the first migration with which programs no longer needed that.
CREATE TABLE compatibility (
	oldest {{.Int}} NOT NULL
);
INSERT INTO compatibility (oldest) VALUES (1);
-- The keys that running processes have, by their names in front of sealed tokens.
CREATE TABLE process_keys (
	name TEXT   NOT NULL PRIMARY KEY, -- hexadecimal
	seen {{.Int}} NOT NULL -- when a process last had it, Unix seconds
);
