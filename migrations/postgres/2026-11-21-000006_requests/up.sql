-- A candidate's ask that waits to be matched. Windows are JSON: [{"from":"...Z","to":"...Z"}].
CREATE TABLE requests (
    id TEXT PRIMARY KEY NOT NULL,
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('coding', 'concepts', 'system_design', 'behavioral', 'take_home')),
    level TEXT NOT NULL CHECK (level IN ('intern', 'junior', 'mid', 'senior', 'staff')),
    topics TEXT NOT NULL,
    language TEXT NOT NULL,
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes IN (30, 45, 60, 90)),
    windows TEXT NOT NULL,
    aims TEXT NOT NULL,
    not_before TIMESTAMP, -- no session starts before it
    expires_at TIMESTAMP, -- when the candidate stops waiting
    lapses_at TIMESTAMP NOT NULL, -- the earlier of that and the last start that the windows allow
    auto_accept BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'matched', 'withdrawn', 'expired')),
    session_id TEXT REFERENCES sessions (id), -- what was offered or booked
    answer_by TIMESTAMP, -- until when an offer holds
    created_at TIMESTAMP NOT NULL, -- waiting raises weight, and counts from here
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX requests_candidate ON requests (candidate_id, id);
CREATE INDEX requests_state ON requests (state, lapses_at);
CREATE INDEX requests_session ON requests (session_id);

-- Offers that were not taken, and why: what the matcher learns from.
CREATE TABLE declines (
    id TEXT PRIMARY KEY NOT NULL,
    request_id TEXT NOT NULL REFERENCES requests (id),
    interviewer_id TEXT NOT NULL REFERENCES accounts (id),
    starts_at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('never_pair_us', 'wrong_level', 'time_no_longer_fits', 'unanswered', 'called_off')),
    note TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX declines_request ON declines (request_id);
CREATE INDEX declines_interviewer ON declines (interviewer_id);

-- Two people whom the matcher does not bring together, whoever sits in which seat.
CREATE TABLE avoidances (
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    interviewer_id TEXT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (candidate_id, interviewer_id)
);
CREATE INDEX avoidances_interviewer ON avoidances (interviewer_id);

-- What one process at a time does: taken, and taken over, by guarded update.
CREATE TABLE leases (
    name TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    held_until TIMESTAMP NOT NULL
);
INSERT INTO leases (name, holder, held_until) VALUES ('matcher', '', '2000-01-01 00:00:00');
