-- Which facts hold which words and tokens stands in sorted runs: see keep/factposting.go. What was indexed before stays in
-- fact_index, to which nothing is added.
CREATE TABLE fact_run (
  run      INTEGER PRIMARY KEY,
  digest   INTEGER NOT NULL,                   -- of its places and blocks
  postings INTEGER NOT NULL,                   -- how many it holds
  places   BLOB NOT NULL,                      -- the positions of its releases
  starts   BLOB NOT NULL                       -- the first posting of each block
) STRICT;

CREATE TABLE fact_block (
  block INTEGER PRIMARY KEY,                   -- its run and its place in it
  body  BLOB NOT NULL                          -- postings, in order
) STRICT;

CREATE TABLE fact_gone (
  run       INTEGER PRIMARY KEY,
  positions BLOB NOT NULL                      -- of releases whose facts in the run are no more
) STRICT;
