-- Time zones that a calendar names, and that neither it nor we know.
ALTER TABLE busy_calendars ADD COLUMN guessed_zones INTEGER NOT NULL DEFAULT 0 CHECK (guessed_zones >= 0);

-- Calendars are read in another way from here on. An ETag would keep what was read before for a week.
UPDATE busy_calendars SET etag = NULL, last_modified = NULL;
