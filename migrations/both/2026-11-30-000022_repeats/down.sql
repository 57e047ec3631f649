ALTER TABLE programs DROP COLUMN forbid_repeats_rounds;
ALTER TABLE programs DROP COLUMN avoid_repeats_rounds;
