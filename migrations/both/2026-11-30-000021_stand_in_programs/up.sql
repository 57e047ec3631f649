-- Whose rules say who may stand in: of the program whose round booked the session. It may be deleted since.
ALTER TABLE stand_ins ADD COLUMN program_id TEXT;
