DROP TABLE reviews;
DROP TABLE self_assessments;
