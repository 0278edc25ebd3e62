-- Which texts hold a word, or two words side by side and where, stands beside the text index in sorted runs: see
-- posting.go. A run is written once and never changed.
CREATE TABLE posting_run (
  run    bigint PRIMARY KEY,
  digest bigint NOT NULL,                     -- of its texts and blocks
  texts  bytea NOT NULL                       -- their rowids in the text index, and by which run each was first kept
);
ALTER TABLE posting_run ALTER COLUMN texts SET STORAGE EXTERNAL;

CREATE TABLE posting_block (
  run   bigint NOT NULL,
  first bigint NOT NULL,                      -- its first key
  block bigint NOT NULL,                      -- its place in the run
  body  bytea NOT NULL,                       -- postings, in order
  PRIMARY KEY (run, first, block)
);

-- Texts whose postings no run has yet: those of before, and those that a program of an earlier schema goes on to
-- index. Until then they are asked of the text index alone.
CREATE TABLE unposted (rowid bigint PRIMARY KEY);
INSERT INTO unposted SELECT DISTINCT rowid FROM text_index;
ALTER TABLE text_index ADD COLUMN posted boolean;
CREATE FUNCTION note_unposted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO unposted VALUES (NEW.rowid) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER text_index_unposted AFTER INSERT ON text_index FOR EACH ROW WHEN (NEW.posted IS NULL) EXECUTE FUNCTION note_unposted();

-- Whoever may read the text index, or write to it, may do the same here.
DO $$ DECLARE may record; BEGIN
  FOR may IN SELECT a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS who
    FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = 'text_index'::regclass AND a.grantee <> c.relowner LOOP
    EXECUTE format('GRANT %s ON posting_run, posting_block, unposted TO %s', may.privilege_type, may.who);
  END LOOP;
END $$;
