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
    sequence INTEGER NOT NULL, -- iCalendar's SEQUENCE
    state TEXT NOT NULL CHECK (state IN ('offered', 'booked', 'cancelled', 'no_show', 'disputed', 'completed')),
    agreed_at TIMESTAMP, -- when the two agreed to this start
    candidate_confirmed_at TIMESTAMP,
    interviewer_confirmed_at TIMESTAMP,
    candidate_late_minutes INTEGER,
    interviewer_late_minutes INTEGER,
    -- The other half of a swap and when it starts. A half outlives a cancelled other half if both want to keep it.
    swap_session_id TEXT,
    swap_starts_at TIMESTAMP,
    candidate_keeps_half BOOLEAN NOT NULL DEFAULT FALSE,
    interviewer_keeps_half BOOLEAN NOT NULL DEFAULT FALSE,
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

-- What happened to a session, who did it and why. Rows are added and never changed. The session is not a foreign key:
-- an offer that is not taken is deleted, and its candidate can still read what came of it.
CREATE TABLE session_events (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    occurred_at TIMESTAMP NOT NULL,
    actor_id TEXT REFERENCES accounts (id), -- NULL when a deadline passed
    actor_role TEXT NOT NULL CHECK (actor_role IN ('candidate', 'interviewer', 'coordinator', 'operator', 'clock')),
    kind TEXT NOT NULL CHECK (kind IN (
        'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'booked', 'confirmed', 'keeps_half', 'keeps_none',
        'moved', 'move_proposed', 'move_declined', 'move_withdrawn', 'move_lapsed', 'running_late', 'cancelled',
        'marked_absent', 'disputed', 'upheld', 'lifted', 'notes_submitted', 'notes_amended', 'notes_reassigned',
        'notes_released')),
    reason TEXT NOT NULL
);
CREATE INDEX session_events_session ON session_events (session_id, occurred_at);
CREATE INDEX session_events_candidate ON session_events (candidate_id);

-- A proposal of up to three other starts for a session, one of which the other person may accept.
CREATE TABLE moves (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id), -- of a swap, the half that comes first: both move together
    account_id TEXT NOT NULL REFERENCES accounts (id), -- who proposes it
    from_at TIMESTAMP NOT NULL, -- the start when it was proposed
    starts TEXT NOT NULL, -- the proposed starts, as JSON
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn', 'ended')),
    chosen_at TIMESTAMP, -- the start that was accepted
    answer_by TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP
);
-- A session has one open proposal at most.
CREATE UNIQUE INDEX moves_open ON moves (session_id) WHERE state = 'open';
CREATE INDEX moves_session ON moves (session_id);
CREATE INDEX moves_account ON moves (account_id);
CREATE INDEX moves_answer_by ON moves (answer_by) WHERE state = 'open';

-- A candidate may move a session once without asking: the key makes it one.
CREATE TABLE candidate_moves (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    from_at TIMESTAMP NOT NULL,
    to_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- The search for a stand-in, for a session that its interviewer cancelled.
CREATE TABLE stand_ins (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id), -- the cancelled one
    request_id TEXT, -- the candidate's request that waits meanwhile; it may be deleted since
    state TEXT NOT NULL CHECK (state IN ('open', 'taken')),
    taken_id TEXT REFERENCES sessions (id), -- the session that the first to accept was booked for
    created_at TIMESTAMP NOT NULL
);

-- Who was asked to stand in.
CREATE TABLE stand_in_invitations (
    session_id TEXT NOT NULL REFERENCES stand_ins (session_id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    declined BOOLEAN NOT NULL,
    invited_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, account_id)
);
CREATE INDEX stand_in_invitations_account ON stand_in_invitations (account_id);

-- What counts against somebody who cancelled late or did not come: once for each session, person and kind.
CREATE TABLE marks (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT NOT NULL REFERENCES sessions (id),
    kind TEXT NOT NULL CHECK (kind IN ('late_cancel', 'absent')),
    state TEXT NOT NULL CHECK (state IN ('counts', 'disputed', 'upheld', 'lifted')),
    marked_at TIMESTAMP NOT NULL,
    appeal TEXT, -- what the person says against it
    decision_reason TEXT,
    decided_at TIMESTAMP,
    UNIQUE (session_id, account_id, kind)
);
CREATE INDEX marks_account ON marks (account_id, marked_at);
