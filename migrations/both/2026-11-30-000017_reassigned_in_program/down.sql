ALTER TABLE note_reassignments DROP COLUMN program_id;
