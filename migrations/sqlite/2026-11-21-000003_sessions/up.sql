CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    interviewer_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('coding', 'concepts', 'system_design', 'behavioral', 'take_home')),
    level TEXT NOT NULL CHECK (level IN ('intern', 'junior', 'mid', 'senior', 'staff')),
    topics TEXT NOT NULL,
    aims TEXT NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes IN (30, 45, 60, 90)),
    join_url TEXT,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('offered', 'booked', 'cancelled', 'no_show', 'disputed', 'completed')),
    cancelled_by TEXT CHECK (cancelled_by IN ('candidate', 'interviewer')),
    cancel_reason TEXT,
    absent TEXT CHECK (absent IN ('candidate', 'interviewer')),
    marked_absent_at TIMESTAMP,
    dispute_reason TEXT,
    created_at TIMESTAMP NOT NULL,
    CHECK (candidate_id <> interviewer_id)
);
CREATE INDEX sessions_interviewer ON sessions (interviewer_id, starts_at);
CREATE INDEX sessions_candidate ON sessions (candidate_id, starts_at);
CREATE INDEX sessions_start ON sessions (starts_at);

-- Nobody is booked twice: one row for each quarter hour (epoch seconds / 900) of each of the two
-- people. This key is the guard, on every path.
CREATE TABLE booked_cells (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    cell BIGINT NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    PRIMARY KEY (account_id, cell)
);
CREATE INDEX booked_cells_session ON booked_cells (session_id);
