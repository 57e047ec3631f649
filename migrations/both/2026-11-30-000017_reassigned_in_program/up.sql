-- The program whose coordinator handed the notes on; null where the operator did. Whoever leaves it doesn't write them any more.
ALTER TABLE note_reassignments ADD COLUMN program_id TEXT REFERENCES programs (id);
