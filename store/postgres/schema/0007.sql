-- Which facts hold which words and tokens stands in sorted runs: see keep/factposting.go. What was indexed before stays in
-- fact_index, to which nothing is added.
CREATE TABLE fact_run (
  run      bigint PRIMARY KEY,
  digest   bigint NOT NULL,                    -- of its places and blocks
  postings bigint NOT NULL,                    -- how many it holds
  places   bytea NOT NULL,                     -- the positions of its releases
  starts   bytea NOT NULL                      -- the first posting of each block
);

CREATE TABLE fact_block (
  block bigint PRIMARY KEY,                    -- its run and its place in it
  body  bytea NOT NULL                         -- postings, in order
);

CREATE TABLE fact_gone (
  run       bigint PRIMARY KEY,
  positions bytea NOT NULL                     -- of releases whose facts in the run are no more
);
-- None of it is made smaller by packing.
ALTER TABLE fact_run ALTER COLUMN places SET STORAGE EXTERNAL, ALTER COLUMN starts SET STORAGE EXTERNAL;
ALTER TABLE fact_gone ALTER COLUMN positions SET STORAGE EXTERNAL;

-- Whoever may read the index of before, or write to it, may do the same here.
DO $$ DECLARE may record; BEGIN
  FOR may IN SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS who
    FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = 'fact_index'::regclass AND a.grantee <> c.relowner LOOP
    EXECUTE format('GRANT %s ON fact_run, fact_block, fact_gone TO %s', may.privilege_type, may.who);
  END LOOP;
END $$;
