-- +goose Up
-- Why TCA refused the digest when it first did: digests.doubt counts from there, for this reason alone.
ALTER TABLE digests ADD COLUMN doubt_reason TEXT NOT NULL DEFAULT '';
