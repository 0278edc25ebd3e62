-- Which facts hold a word is mostly asked of one kind of fact. Those of other kinds are many times more, and each would have
-- to be opened to see that it is none: so the kind, which the number of a fact begins with, stands in the index too.
SET LOCAL maintenance_work_mem = '256MB';
CREATE INDEX fact_index_kinds ON fact_index USING gin (fact_index, (ARRAY[rowid >> 60])) WITH (gin_pending_list_limit = 512);
-- Who held a post is read from the index alone.
CREATE INDEX held_seen ON held (post, name, position);
