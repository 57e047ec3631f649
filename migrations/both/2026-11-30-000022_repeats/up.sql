-- How many of a program's rounds back the same two people shouldn't, or mustn't, meet again.
ALTER TABLE programs ADD COLUMN avoid_repeats_rounds INTEGER NOT NULL DEFAULT 6
    CHECK (avoid_repeats_rounds BETWEEN 0 AND 20);
ALTER TABLE programs ADD COLUMN forbid_repeats_rounds INTEGER NOT NULL DEFAULT 0
    CHECK (forbid_repeats_rounds BETWEEN 0 AND 20);
