-- What was captured. Nothing here is ever changed or removed.

CREATE TABLE blob (
  number      INTEGER PRIMARY KEY,
  hash        TEXT NOT NULL UNIQUE,           -- SHA-256 of the bytes, lower-case hexadecimal
  size        INTEGER NOT NULL,               -- in bytes, before compression
  compression TEXT NOT NULL,                  -- "zstd" or "none"
  body        BLOB NOT NULL
) STRICT;

CREATE TABLE capture (
  number     INTEGER PRIMARY KEY,
  blob       INTEGER NOT NULL REFERENCES blob,
  location   TEXT NOT NULL,
  root       TEXT NOT NULL,                   -- the file, folder or host of the location
  media_type TEXT NOT NULL,
  kind       TEXT NOT NULL,                   -- onrecord.SourceKind
  at         INTEGER NOT NULL,                -- microseconds since 1970, UTC
  UNIQUE (location, blob)
) STRICT;
CREATE INDEX capture_blob ON capture (blob);
CREATE INDEX capture_root ON capture (kind, root);

CREATE TRIGGER blob_kept BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'captures are append-only'); END;
CREATE TRIGGER blob_same BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'captures are append-only'); END;
CREATE TRIGGER capture_kept BEFORE DELETE ON capture BEGIN SELECT RAISE(ABORT, 'captures are append-only'); END;
CREATE TRIGGER capture_same BEFORE UPDATE ON capture BEGIN SELECT RAISE(ABORT, 'captures are append-only'); END;

-- What people said. It is kept by id, so that it outlasts what is derived.
CREATE TABLE statement (                      -- onrecord.Statement
  number   INTEGER PRIMARY KEY,
  id       INTEGER NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  subject  INTEGER NOT NULL,                  -- the id of a name, a fact or a statement
  object   INTEGER,
  words    TEXT NOT NULL,
  scale    TEXT NOT NULL,
  evidence TEXT NOT NULL,                     -- ids and addresses, one a line
  corrections TEXT NOT NULL,                  -- JSON of []onrecord.Correction, '' for none
  rule     TEXT NOT NULL,
  note     TEXT NOT NULL,
  by       TEXT NOT NULL,
  at       INTEGER NOT NULL                   -- microseconds since 1970, UTC
) STRICT;
CREATE INDEX statement_at ON statement (at, id);
CREATE INDEX statement_subject ON statement (subject);
CREATE INDEX statement_object ON statement (object) WHERE object IS NOT NULL;
CREATE TRIGGER statement_kept BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER statement_same BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;

-- Who may say things from another machine. Neither a password nor a session's
-- secret can be read from what is kept.
CREATE TABLE editor (                         -- store.Editor
  name     TEXT PRIMARY KEY,
  password TEXT NOT NULL,
  since    INTEGER NOT NULL                   -- microseconds since 1970, UTC
) STRICT, WITHOUT ROWID;
CREATE TABLE session (                        -- store.Session
  key     TEXT PRIMARY KEY,
  editor  TEXT NOT NULL REFERENCES editor ON DELETE CASCADE,
  started INTEGER NOT NULL,
  until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_editor ON session (editor);
CREATE INDEX session_until ON session (until);

-- By what programs make themselves known. The secret cannot be read from what is kept.
CREATE TABLE token (                          -- store.Token
  id     TEXT PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL,
  scopes TEXT NOT NULL,                       -- store.Scope, parted by spaces
  since  INTEGER NOT NULL                     -- microseconds since 1970, UTC
) STRICT, WITHOUT ROWID;

-- What is followed: sources, and the locations that their listings named. See
-- store.Sources. Times are microseconds since 1970, UTC; 0 where there was none.

CREATE TABLE source (
  number    INTEGER PRIMARY KEY,
  spec      TEXT NOT NULL UNIQUE,             -- onrecord.Source.Spec
  name      TEXT NOT NULL,
  local     INTEGER NOT NULL,
  every     INTEGER NOT NULL,                 -- in seconds
  paused    INTEGER NOT NULL,
  added     INTEGER NOT NULL,
  cursor    TEXT NOT NULL DEFAULT '',         -- where its listing goes on
  looked    INTEGER NOT NULL DEFAULT 0,
  succeeded INTEGER NOT NULL DEFAULT 0,
  next      INTEGER NOT NULL DEFAULT 0,
  failures  INTEGER NOT NULL DEFAULT 0,
  fault     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE item (                           -- a location, with what was last seen there
  number        INTEGER PRIMARY KEY,
  location      TEXT NOT NULL UNIQUE,
  title         TEXT NOT NULL,
  visited       INTEGER NOT NULL DEFAULT 0,
  status        INTEGER NOT NULL DEFAULT 0,   -- of HTTP
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  hash          TEXT NOT NULL DEFAULT '',     -- of the last body; '' where there never was one
  found         TEXT NOT NULL DEFAULT '',     -- where that was, after redirects
  unchanged     INTEGER NOT NULL DEFAULT 0,
  failures      INTEGER NOT NULL DEFAULT 0,
  withheld      INTEGER,                      -- NULL where it is there
  next          INTEGER                       -- NULL is never, 0 at once
) STRICT;
CREATE INDEX item_next ON item (next, number) WHERE next IS NOT NULL;
CREATE INDEX item_withheld ON item (found) WHERE withheld IS NOT NULL;

CREATE TABLE listed (                         -- which source named it, and with which mark
  source INTEGER NOT NULL REFERENCES source,
  item   INTEGER NOT NULL REFERENCES item,
  mark   TEXT NOT NULL,
  visit  TEXT NOT NULL,                       -- onrecord.VisitWhen
  at     INTEGER NOT NULL,                    -- when it was first listed
  PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_item ON listed (item);
-- Who wants to be told of what is new, and what they were told: store.Outbox.

CREATE TABLE subscription (
  number  INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  token   TEXT NOT NULL UNIQUE,
  past    INTEGER NOT NULL,                   -- the last event before it began
  body    TEXT NOT NULL,                      -- JSON of onrecord.Subscription
  secret  TEXT NOT NULL,
  every   INTEGER NOT NULL,                   -- microseconds
  bundled INTEGER NOT NULL,                   -- when its last delivery was made, or it began
  paused  INTEGER NOT NULL                    -- 1 where nothing is sent until it goes on
) STRICT;

CREATE TABLE event (                          -- what happened since the first subscription, until alerts are made of it
  number  INTEGER PRIMARY KEY,                -- the counter "event": never used again
  release TEXT NOT NULL,
  change  TEXT NOT NULL                       -- "" where the release is new
) STRICT;

CREATE TABLE alert (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  subscription TEXT NOT NULL,
  delivery     TEXT,                          -- NULL while it waits for one
  body         TEXT NOT NULL                  -- JSON of onrecord.Alert
) STRICT;
CREATE INDEX alert_waiting ON alert (subscription) WHERE delivery IS NULL;
CREATE INDEX alert_delivery ON alert (delivery) WHERE delivery IS NOT NULL;

CREATE TABLE delivery (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  subscription TEXT NOT NULL,
  state        TEXT NOT NULL,
  attempts     INTEGER NOT NULL,
  reason       TEXT NOT NULL,
  made         INTEGER NOT NULL,              -- microseconds since 1970, UTC
  next         INTEGER NOT NULL,
  sent         INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_next ON delivery (next) WHERE state = 'waiting';

-- Everything below is derived from captures and statements and can be made again.

CREATE TABLE undone (statement INTEGER PRIMARY KEY) STRICT; -- ids of statements that undos which stand take back

CREATE TABLE review (                         -- of each fact that people spoke of, the statement that counts
  id        INTEGER PRIMARY KEY,              -- the fact's
  release   INTEGER NOT NULL REFERENCES release,
  kind      TEXT NOT NULL,                    -- onrecord.FactKind
  state     TEXT NOT NULL,                    -- onrecord.ReviewState
  statement INTEGER NOT NULL,                 -- its id
  rule      TEXT NOT NULL,
  number    INTEGER                           -- the fact's in the lists, NULL where no newest version holds it
) STRICT;
CREATE INDEX review_release ON review (release);
CREATE INDEX review_state ON review (state, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX review_number ON review (number) WHERE number IS NOT NULL;
CREATE INDEX review_rule ON review (kind, rule, state) WHERE rule <> '';

CREATE TABLE reading (                        -- under which rules a capture was last read
  capture  INTEGER PRIMARY KEY REFERENCES capture,
  rules    TEXT NOT NULL,
  releases INTEGER NOT NULL
) STRICT;

CREATE TABLE release (
  number   INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL UNIQUE,           -- day of issue and order of saving: see position.go
  newest   INTEGER NOT NULL,                  -- the version that readers see
  issued   INTEGER NOT NULL                   -- YYYYMMDD of the newest version, 0 for none
) STRICT;

CREATE TABLE release_key (
  key     TEXT NOT NULL,
  release INTEGER NOT NULL REFERENCES release,
  PRIMARY KEY (key, release)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_key_release ON release_key (release);

CREATE TABLE version (
  number   INTEGER PRIMARY KEY,
  release  INTEGER NOT NULL REFERENCES release,
  version  INTEGER NOT NULL,                  -- counted from 1 in the order of saving
  at       INTEGER NOT NULL,                  -- when the bytes were fetched
  rules    TEXT NOT NULL,                     -- what made the facts
  hash     BLOB NOT NULL,                     -- release.TextHash
  head     BLOB NOT NULL,                     -- JSON of the release without text and blocks
  counts   BLOB NOT NULL,                     -- facts by kind: see encode.go
  body     BLOB NOT NULL,                     -- zstd of packed blocks and text
  facts    BLOB NOT NULL,                     -- zstd of the packed facts: see pack.go
  UNIQUE (release, version)
) STRICT;

CREATE TABLE place (
  capture INTEGER NOT NULL REFERENCES capture,
  release INTEGER NOT NULL REFERENCES release,
  version INTEGER NOT NULL,
  PRIMARY KEY (release, capture, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_capture ON place (capture);

-- What changed from one version to the next by time of capture, computed when
-- the later of the two was saved.
CREATE TABLE change (
  number      INTEGER PRIMARY KEY,
  id          INTEGER NOT NULL UNIQUE,        -- change.ID
  release     INTEGER NOT NULL REFERENCES release,
  before      INTEGER NOT NULL,               -- the versions
  after       INTEGER NOT NULL,
  at          INTEGER NOT NULL,               -- when the newer was captured
  declaration TEXT NOT NULL,
  rank        TEXT NOT NULL,
  score       INTEGER NOT NULL,
  former      INTEGER NOT NULL,               -- 1: the two no longer follow each other
  body        BLOB NOT NULL,                  -- zstd of the JSON of onrecord.Change
  UNIQUE (release, before, after)
) STRICT;
CREATE INDEX change_at ON change (at, id) WHERE former = 0;
CREATE INDEX change_score ON change (score, at, id) WHERE former = 0;

CREATE TABLE change_mark (                    -- what changes are filtered by
  field  TEXT NOT NULL,                       -- "issuer", "root", "kind"
  value  TEXT NOT NULL,
  change INTEGER NOT NULL,
  PRIMARY KEY (field, value, change)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_mark_change ON change_mark (change);

-- What the figures and commitments of newest versions are filtered and ordered
-- by, in memory: factcolumn.go. The number is made of the kind, the release's position and the fact's
-- place in its text (position.go), so that a kind is one range, descending
-- numbers are newest first, and the number says where to find the fact. Facts
-- of all kinds are listed and looked up, by their ids too, in fact_index: a
-- B-tree of random ids would be written all over.
CREATE TABLE fact (
  number  INTEGER PRIMARY KEY,
  figure  TEXT,                               -- a figure's kind
  unit    TEXT,
  value   REAL,
  due     INTEGER,                            -- YYYYMMDD of a commitment's last day
  thread  INTEGER,                            -- NULL for a fact that is alone
  again   INTEGER                             -- 1: another of its thread was said first
) STRICT;
CREATE INDEX fact_thread ON fact (thread) WHERE thread IS NOT NULL;

CREATE TABLE thread (                         -- facts that links join: see thread.go
  number   INTEGER PRIMARY KEY,
  first    INTEGER NOT NULL,                  -- the fact that was said first
  members  INTEGER NOT NULL,
  releases INTEGER NOT NULL
) STRICT;

-- Releases whose rows of facts were written to, and when by the counter written: what is
-- held in memory of them is read again.
CREATE TABLE fact_touched (
  position INTEGER PRIMARY KEY,
  written  INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_touched_written ON fact_touched (written);

-- Facts that the newest version no longer holds: their permalinks live on.
CREATE TABLE former_fact (
  id      INTEGER PRIMARY KEY,
  release INTEGER NOT NULL REFERENCES release,
  version INTEGER NOT NULL                    -- the newest version that holds it
) STRICT;

-- Links are made of members (what of a release may be linked), by the keys
-- that two of them share. A member's number is its fact's; a passage that is no
-- fact has a number of a kind of its own (position.go).

CREATE TABLE member (                         -- those of one kind and release
  pack INTEGER PRIMARY KEY,                   -- their numbers without their places in the text
  keys INTEGER NOT NULL,                      -- how many keys they hold
  body BLOB NOT NULL                          -- their places, link.AppendMembers: see graph.go
) STRICT;

CREATE TABLE member_key (
  key    INTEGER NOT NULL,                    -- link.Key
  place  INTEGER NOT NULL,                    -- link.Member.Place
  member INTEGER NOT NULL,                    -- its number, with its sort for its kind
  PRIMARY KEY (key, place, member)
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

-- Releases whose newest version, or the lack of it, the graph does not show yet.
CREATE TABLE unlinked (position INTEGER PRIMARY KEY) STRICT;

-- A named thing is one name or several: its head and those that are the same.
CREATE TABLE name (
  number   INTEGER PRIMARY KEY,
  id       INTEGER NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  words    TEXT NOT NULL,                     -- link.Words
  block    TEXT NOT NULL,                     -- link.Block
  releases INTEGER NOT NULL,                  -- how many newest versions name it
  same     INTEGER,                           -- the name that it is the same as, by a rule
  rule     TEXT,
  why      TEXT,
  fits     TEXT,                              -- JSON: ids of names that it may be the same as
  thing    INTEGER NOT NULL,                  -- the head of its thing: by the rules and by what people said
  of       INTEGER,                           -- then, for all but the head, which name it is the same as
  of_rule  TEXT,
  of_why   TEXT,
  together INTEGER NOT NULL                   -- of a head: how many newest versions name the thing; else 0
) STRICT;
CREATE INDEX name_words ON name (words);
CREATE INDEX name_block ON name (block);
CREATE INDEX name_thing ON name (thing);
CREATE INDEX name_kind ON name (kind, together, id);
CREATE INDEX name_any ON name (together, id) WHERE kind NOT IN ('person', 'place');
CREATE INDEX name_fits ON name (together, id) WHERE fits IS NOT NULL;

CREATE TABLE name_form (                      -- how it is printed, in how many releases
  number   INTEGER PRIMARY KEY,
  name     INTEGER NOT NULL REFERENCES name,
  form     TEXT NOT NULL,
  short    TEXT,                              -- link.ShortForm, NULL where it is none
  releases INTEGER NOT NULL,
  UNIQUE (name, form)
) STRICT;
CREATE INDEX name_form_short ON name_form (short) WHERE short IS NOT NULL;
-- The folded words of each form; the rowid is the form's number.
CREATE VIRTUAL TABLE name_index USING fts5(word, content='', contentless_delete=1, detail=none, prefix='1 2 3',
  tokenize="ascii tokenchars '.'");

CREATE TABLE release_name (                   -- what a newest version names
  position INTEGER PRIMARY KEY,
  names    BLOB NOT NULL                      -- JSON: number and forms of each
) STRICT;

CREATE TABLE post (                           -- link.Post, one row for each way its body is printed
  number INTEGER PRIMARY KEY,
  id     INTEGER NOT NULL,
  post   TEXT NOT NULL,
  body   TEXT NOT NULL,
  past   INTEGER NOT NULL,
  UNIQUE (post, body, past)
) STRICT;
CREATE INDEX post_id ON post (id);

CREATE TABLE held (                           -- posts that newest versions give of people, as printed
  name     INTEGER NOT NULL,
  position INTEGER NOT NULL,
  post     INTEGER NOT NULL,
  role     TEXT NOT NULL,
  PRIMARY KEY (name, position, post, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_post ON held (post, name);

CREATE TABLE renaming (                       -- names of newest versions that say the one is now called the other
  position INTEGER NOT NULL,
  old      INTEGER NOT NULL,
  new      INTEGER NOT NULL,
  PRIMARY KEY (position, old, new)
) STRICT, WITHOUT ROWID;
CREATE INDEX renaming_old ON renaming (old, new);
CREATE INDEX renaming_new ON renaming (new, old);

CREATE TABLE problem (
  number   INTEGER PRIMARY KEY,
  stage    TEXT NOT NULL,
  location TEXT NOT NULL,
  root     TEXT NOT NULL,
  place    TEXT NOT NULL,
  span     TEXT,
  reason   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  UNIQUE (location, stage, place, reason)
) STRICT;
CREATE INDEX problem_at ON problem (at);

-- The index. It holds terms made by the search room, joined by spaces and cut
-- by spaces alone. The rowid is the release's position unless said otherwise.

-- text: the stems of the text in order. pair: what makes phrases of common
-- words quick: see index.go.
CREATE VIRTUAL TABLE text_index USING fts5(text, pair, content='', contentless_delete=1,
  tokenize="ascii tokenchars '.+|'");
CREATE VIRTUAL TABLE title_index USING fts5(stem, folded, content='', contentless_delete=1,
  tokenize="ascii tokenchars '.'");
-- For prefixes, the distinct folded forms that differ from their stems, and the
-- first characters of all forms (":p"); and tokens of the things named: ":n"
-- and the name's number.
CREATE VIRTUAL TABLE form_index USING fts5(form, content='', contentless_delete=1, detail=none,
  tokenize="ascii tokenchars '.:'");
-- The distinct stems of each fact's words, and tokens for what lists filter
-- by (index.go). The rowid is the fact's number.
CREATE VIRTUAL TABLE fact_index USING fts5(word, content='', contentless_delete=1, detail=none,
  tokenize="ascii tokenchars '.:'");

-- What search filters, counts and ranks by, packed: see column.go. Loaded
-- into memory; changed is a counter, so that only what is new is read again.
CREATE TABLE release_column (
  release   INTEGER PRIMARY KEY REFERENCES release,
  changed   INTEGER NOT NULL,
  columns   BLOB NOT NULL
) STRICT;
CREATE INDEX release_column_changed ON release_column (changed);

CREATE TABLE value (                          -- issuers, speakers, tags, currencies
  number INTEGER PRIMARY KEY,
  field  TEXT NOT NULL,
  text   TEXT NOT NULL,
  UNIQUE (field, text)
) STRICT;

-- Stems that stand more than once in a text, with how often: what ranking needs.
CREATE TABLE frequency (
  position INTEGER PRIMARY KEY,
  stems    BLOB NOT NULL
) STRICT;

-- changed: of the columns. written: how often the record was written to: what is remembered of
-- it counts until then. event: the number of the last event. relinked: written, when all links were
-- last made anew. Then how many facts of each kind there are.
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('changed', 0), ('written', 0), ('event', 0), ('relinked', 0), ('quote', 0), ('date', 0), ('figure', 0), ('commitment', 0), ('name', 0), ('relation', 0);
-- Fewer merges while importing, for a few more segments to look into.
INSERT INTO text_index (text_index, rank) VALUES ('automerge', 16);
INSERT INTO text_index (text_index, rank) VALUES ('hashsize', 8388608);
INSERT INTO title_index (title_index, rank) VALUES ('automerge', 16);
INSERT INTO title_index (title_index, rank) VALUES ('hashsize', 8388608);
INSERT INTO form_index (form_index, rank) VALUES ('automerge', 16);
INSERT INTO form_index (form_index, rank) VALUES ('hashsize', 8388608);
INSERT INTO fact_index (fact_index, rank) VALUES ('automerge', 16);
INSERT INTO fact_index (fact_index, rank) VALUES ('hashsize', 8388608);
INSERT INTO name_index (name_index, rank) VALUES ('automerge', 16);
INSERT INTO name_index (name_index, rank) VALUES ('hashsize', 8388608);
