-- Who does not want to meet whom. A block works both ways, on every path, and the blocked person never learns of it.
CREATE TABLE blocks (
    blocker_id TEXT NOT NULL REFERENCES accounts (id),
    blocked_id TEXT NOT NULL, -- any id may be given, so that blocking does not reveal which ids exist
    name TEXT, -- the name that the blocker knew
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id),
    CHECK (blocker_id <> blocked_id)
);
CREATE INDEX blocks_blocked ON blocks (blocked_id);

-- What somebody reported about another person.
CREATE TABLE reports (
    id TEXT PRIMARY KEY NOT NULL,
    reporter_id TEXT NOT NULL REFERENCES accounts (id),
    reported_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT REFERENCES sessions (id),
    category TEXT NOT NULL CHECK (category IN ('unsafe', 'harassment', 'spam', 'impersonation', 'other')),
    description TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    reply TEXT, -- to the reporter, from whoever closed it
    closed_by TEXT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);
CREATE INDEX reports_reporter ON reports (reporter_id);
CREATE INDEX reports_state ON reports (state);

-- Whose coordinators see a report: the program of the session, or those that both people were in.
CREATE TABLE report_programs (
    report_id TEXT NOT NULL REFERENCES reports (id),
    program_id TEXT NOT NULL REFERENCES programs (id),
    PRIMARY KEY (report_id, program_id)
);
CREATE INDEX report_programs_program ON report_programs (program_id);
