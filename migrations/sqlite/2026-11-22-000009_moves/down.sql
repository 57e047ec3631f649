DROP TABLE self_moves;
DROP TABLE moves;
