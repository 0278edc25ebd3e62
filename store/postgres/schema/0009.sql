-- Few links say what a sum was before, and each page of sums asks for those of all its sums: among themselves they are found on a few
-- pages of the disk, among all links each is somewhere else.
CREATE INDEX link_recalling ON link (a, b) WHERE kind = 'recalls';
CREATE INDEX link_recalled ON link (b, a) WHERE kind = 'recalls';
