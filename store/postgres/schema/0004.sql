-- An entry of a run of keys may say with which traits a member holds the key (link.Traits): a program of schema 3 would misread it.
-- What was kept before says nothing of traits, and stays as it is.
SELECT 1;
