-- Releases are linked by other rules than before: the next import, pull or relink links all of them again.
-- Until then readers see the links that there are.
INSERT INTO unlinked SELECT position FROM release WHERE true ON CONFLICT DO NOTHING;
