-- A program of an earlier schema that has the record open would misread the runs of keys that say traits, link by what it misread, and
-- leave in the runs of facts what it takes away. So who writes says that it knows them: it moves this number on with the counter
-- written. Who does not may go on to read.
ALTER TABLE counter ADD COLUMN knowing INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER counter_written_by_earlier BEFORE UPDATE ON counter WHEN NEW.name = 'written' AND NEW.knowing = OLD.knowing BEGIN
  SELECT RAISE(ABORT, 'a newer onrecord brought the record up to date; start this program anew, as that version');
END;
