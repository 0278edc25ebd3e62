-- What people ask of the tables first. Datasette lists them beside the tables.

CREATE VIEW IF NOT EXISTS people AS
SELECT thing_id AS person_id, text AS person, aliases, releases, first, last, path FROM things WHERE kind = 'person' ORDER BY releases DESC;

CREATE VIEW IF NOT EXISTS bodies AS
SELECT thing_id AS body_id, text AS body, aliases, releases, first, last, path FROM things WHERE kind = 'body' ORDER BY releases DESC;

-- Facts that people rejected are in the tables and in none of these.
CREATE VIEW IF NOT EXISTS commitments_by_due AS
SELECT fact_id, due_to, due_from, actor, action, strength, text, release_title, issued_on, issued_by, review, path
FROM commitments WHERE review <> 'rejected' ORDER BY due_to IS NULL, due_to;

CREATE VIEW IF NOT EXISTS money AS
SELECT fact_id, value, value_to, unit AS currency, qualifier, "of", "text", release_title, issued_on, issued_by, review, path
FROM figures WHERE kind = 'money' AND review <> 'rejected' ORDER BY value DESC;

CREATE VIEW IF NOT EXISTS quotes_by_speaker AS
SELECT fact_id, speaker, role, text, release_title, issued_on, issued_by, review, path
FROM quotes WHERE review <> 'rejected' ORDER BY speaker IS NULL, speaker, issued_on DESC;

-- The newest verdict of each person on each commitment; a withdrawn one has no word.
CREATE VIEW IF NOT EXISTS verdicts AS
SELECT v.statement_id, v."subject" AS commitment_id, c.text AS commitment, v.words AS verdict, v.scale, v."by", v."at", v.note, v.evidence, c.path
FROM statements v LEFT JOIN commitments c ON c.fact_id = v."subject"
WHERE v.kind = 'verdict' AND NOT v.undone AND v.words IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM statements w WHERE w.kind = 'verdict' AND NOT w.undone AND w."subject" = v."subject" AND w."by" = v."by"
  AND (w."at" > v."at" OR w."at" = v."at" AND w.statement_id > v.statement_id));

CREATE VIEW IF NOT EXISTS follow_ups AS
SELECT l.b AS commitment_id, l.b_text AS commitment, l.a_text AS follow_up, l.why, l.weight, r.title AS release_title, r.issued_on, r.path
FROM links l LEFT JOIN releases r ON r.release_id = l.a_release_id
WHERE l.kind = 'follows_up' ORDER BY r.issued_on;

CREATE VIEW IF NOT EXISTS undeclared_changes AS
SELECT change_id, release_title, last_seen, captured_at, rank, score, why, facts, path FROM changes WHERE declaration = 'undeclared' ORDER BY score DESC, captured_at DESC;
