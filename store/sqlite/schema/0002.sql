-- Links are made of members (what of a release may be linked), by the keys
-- that two of them share. A member's number is its fact's; a passage that is no
-- fact has a number of a kind of its own (position.go).

DROP TABLE link;

CREATE TABLE member (
  number INTEGER PRIMARY KEY,
  body   BLOB NOT NULL                        -- link.Member.AppendBinary
) STRICT;

CREATE TABLE member_key (
  key    INTEGER NOT NULL,                    -- link.Key
  place  INTEGER NOT NULL,                    -- link.Member.Place
  number INTEGER NOT NULL,
  PRIMARY KEY (key, place, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
  a      INTEGER NOT NULL,                    -- the later or restating member
  b      INTEGER NOT NULL,
  kind   TEXT NOT NULL,
  why    TEXT NOT NULL,
  weight REAL NOT NULL,
  PRIMARY KEY (a, b, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

-- A fact's thread: the number of its first member, where that is another, how
-- many members it has and in how many releases. NULL for a fact that is alone.
ALTER TABLE fact ADD COLUMN first INTEGER;
ALTER TABLE fact ADD COLUMN members INTEGER;
ALTER TABLE fact ADD COLUMN releases INTEGER;
CREATE INDEX fact_thread ON fact (first) WHERE first IS NOT NULL;
CREATE INDEX fact_first ON fact (members) WHERE members IS NOT NULL AND first IS NULL;

-- Releases whose newest version, or the lack of it, the graph does not show yet.
CREATE TABLE unlinked (position INTEGER PRIMARY KEY) STRICT;
INSERT INTO unlinked SELECT position FROM release;
