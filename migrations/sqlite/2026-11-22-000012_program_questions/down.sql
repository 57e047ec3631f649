DROP TABLE program_questions;
