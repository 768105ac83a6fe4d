-- +goose Up
-- Which programs can use these tables: those that know the migration of this number. A migration that only adds leaves it alone;
-- one that takes something away sets it to the first migration with which programs no longer needed that.
CREATE TABLE compatibility (
	oldest {{.Int}} NOT NULL
);
INSERT INTO compatibility (oldest) VALUES (1);
-- The keys that running processes have, by their names in front of sealed tokens. A process that ends deletes its rows.
CREATE TABLE process_keys (
	process TEXT   NOT NULL,
	name    TEXT   NOT NULL, -- hexadecimal
	seen    {{.Int}} NOT NULL, -- when the process was last known to run, Unix seconds
	PRIMARY KEY (process, name)
);
