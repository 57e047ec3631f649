-- What a candidate asks about their feedback, with the interviewer's answer: three for each session at most, one answer to each.
CREATE TABLE follow_ups (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 3),
    question TEXT, -- NULL once its writer has deleted their account
    asked_at TIMESTAMP NOT NULL,
    answer TEXT,
    answered_at TIMESTAMP,
    PRIMARY KEY (session_id, number),
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CHECK (question IS NOT NULL OR answer IS NOT NULL)
);
