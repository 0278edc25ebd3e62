-- Releases are linked by other rules than before: the next import, pull or relink links all of them again.
-- Until then readers see the links that there are.
INSERT INTO unlinked SELECT position FROM release WHERE true ON CONFLICT DO NOTHING;

-- Which member holds which key stands in sorted runs instead of a row each: see keyblock.go. What a member of
-- schema 1 held goes with its table: its digest is NULL, and it is found by none of its keys until it is linked anew, as all
-- are.
DROP TABLE member_key;
ALTER TABLE member ADD COLUMN digest bigint;   -- of which of them holds which key

CREATE TABLE key_run (
  run      bigint PRIMARY KEY,
  digest   bigint NOT NULL,                    -- of its releases and blocks
  entries  bigint NOT NULL,
  releases bytea NOT NULL,                     -- of its entries
  starts   bytea NOT NULL,                     -- the first entry of each block
  filter   bytea NOT NULL                      -- of the keys that make links
);

CREATE TABLE key_block (
  block bigint PRIMARY KEY,                    -- its run and its place in it
  body  bytea NOT NULL                         -- entries, in order
);
-- None of it is made smaller by packing.
ALTER TABLE key_run ALTER COLUMN releases SET STORAGE EXTERNAL, ALTER COLUMN starts SET STORAGE EXTERNAL, ALTER COLUMN filter SET STORAGE EXTERNAL;
