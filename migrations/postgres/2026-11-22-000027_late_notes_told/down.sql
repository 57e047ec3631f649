DROP TABLE late_notes_told;
