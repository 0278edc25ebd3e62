-- Releases are linked by other rules than before: the next import, pull or relink links all of them again.
-- Until then readers see the links that there are.
INSERT INTO unlinked SELECT position FROM release WHERE true ON CONFLICT DO NOTHING;

-- Which member holds which key stands in sorted runs instead of a row each: see keyblock.go. What a member of
-- schema 1 held goes with its table: its digest is NULL, and it is found by none of its keys until it is linked anew, as all
-- are.
DROP TABLE member_key;
ALTER TABLE member ADD COLUMN digest INTEGER;  -- of which of them holds which key

CREATE TABLE key_run (
  run      INTEGER PRIMARY KEY,
  digest   INTEGER NOT NULL,                   -- of its releases and blocks
  entries  INTEGER NOT NULL,
  releases BLOB NOT NULL,                      -- of its entries
  starts   BLOB NOT NULL,                      -- the first entry of each block
  filter   BLOB NOT NULL                       -- of the keys that make links
) STRICT;

CREATE TABLE key_block (
  block INTEGER PRIMARY KEY,                   -- its run and its place in it
  body  BLOB NOT NULL                          -- entries, in order
) STRICT;
