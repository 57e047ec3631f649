ALTER TABLE feedback DROP COLUMN writer_id;
