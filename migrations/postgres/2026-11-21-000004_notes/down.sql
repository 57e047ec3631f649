DROP TABLE feedback;
DROP TABLE notes;
