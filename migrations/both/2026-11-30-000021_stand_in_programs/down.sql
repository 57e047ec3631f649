ALTER TABLE stand_ins DROP COLUMN program_id;
