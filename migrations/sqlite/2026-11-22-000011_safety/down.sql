DROP TABLE report_programs;
DROP TABLE reports;
CREATE TABLE avoidances (
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    interviewer_id TEXT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (candidate_id, interviewer_id)
);
CREATE INDEX avoidances_interviewer ON avoidances (interviewer_id);
INSERT INTO avoidances (candidate_id, interviewer_id, created_at)
SELECT b.blocker_id, b.blocked_id, b.created_at FROM blocks b JOIN accounts p ON p.id = b.blocked_id;
DROP TABLE blocks;
