-- Who does not want to meet whom: it holds both ways, on every path, and the other is not told.
CREATE TABLE blocks (
    blocker_id TEXT NOT NULL REFERENCES accounts (id),
    blocked_id TEXT NOT NULL, -- whatever id was named: whether it is somebody's is not told
    name TEXT, -- what the blocker knew them by
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id),
    CHECK (blocker_id <> blocked_id)
);
CREATE INDEX blocks_blocked ON blocks (blocked_id);

-- "Never pair us" said the same, for the matcher alone.
INSERT INTO blocks (blocker_id, blocked_id, name, created_at)
SELECT a.candidate_id, a.interviewer_id, p.display_name, a.created_at
FROM avoidances a JOIN accounts p ON p.id = a.interviewer_id;
DROP TABLE avoidances;

-- What somebody told about somebody else, for those who look after it.
CREATE TABLE reports (
    id TEXT PRIMARY KEY NOT NULL,
    reporter_id TEXT NOT NULL REFERENCES accounts (id),
    about_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT REFERENCES sessions (id),
    what TEXT NOT NULL CHECK (what IN ('unsafe', 'harassment', 'spam', 'impersonation', 'other')),
    text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    word TEXT, -- what whoever closed it says to the reporter
    closed_by TEXT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);
CREATE INDEX reports_reporter ON reports (reporter_id);
CREATE INDEX reports_state ON reports (state);

-- Whose coordinators see it: the program of the session, or those that both belonged to.
CREATE TABLE report_programs (
    report_id TEXT NOT NULL REFERENCES reports (id),
    program_id TEXT NOT NULL REFERENCES programs (id),
    PRIMARY KEY (report_id, program_id)
);
CREATE INDEX report_programs_program ON report_programs (program_id);
