ALTER TABLE rounds DROP COLUMN answer_by;
