DROP TABLE offered_questions;
