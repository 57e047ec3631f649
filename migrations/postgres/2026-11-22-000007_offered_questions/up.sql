-- Questions of the bank that a brief offered: none to the same candidate twice, whoever interviews.
CREATE TABLE offered_questions (
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    question_id TEXT NOT NULL, -- of the bank, which is part of the program and not of the database
    session_id TEXT NOT NULL REFERENCES sessions (id),
    place INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (candidate_id, question_id)
);
CREATE INDEX offered_questions_session ON offered_questions (session_id);
