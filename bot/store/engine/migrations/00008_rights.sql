-- +goose Up
-- How often TCA took a right away from a person: part of the keys of remembered answers, like the generation.
ALTER TABLE generations ADD COLUMN rights {{.Int}} NOT NULL DEFAULT 0;
