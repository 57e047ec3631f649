-- Until when a round's members are asked to say their hours; NULL: until it's published.
ALTER TABLE rounds ADD COLUMN answer_by TIMESTAMP;
