-- The indexes of before hold nothing that fact_index_kinds and held_seen do not. They go in a step of its own: whoever reads is
-- waited for, and no new index is made again for that.
DROP INDEX fact_index_words;
DROP INDEX held_post;
