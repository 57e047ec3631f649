-- A candidate's request that waits to be matched. Windows are JSON: [{"from":"...Z","to":"...Z"}].
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
    lapses_at TIMESTAMP NOT NULL, -- expires_at or the last start that the windows allow, whichever comes first
    auto_accept BOOLEAN NOT NULL,
    -- A swap: two peers interview each other, back to back. Both ask for it, and what comes of it is two sessions.
    swap BOOLEAN NOT NULL DEFAULT FALSE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'matched', 'withdrawn', 'expired')),
    session_id TEXT REFERENCES sessions (id), -- what was offered or booked
    answer_by TIMESTAMP, -- when an offer lapses
    accepted BOOLEAN NOT NULL DEFAULT FALSE, -- its candidate accepted the offer; a swap is booked once both have
    created_at TIMESTAMP NOT NULL, -- the longer ago, the higher the weight
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX requests_candidate ON requests (candidate_id, id);
CREATE INDEX requests_state ON requests (state, lapses_at);
CREATE INDEX requests_session ON requests (session_id);

-- Offers that came to nothing, and why: the matcher does not repeat them.
CREATE TABLE declined_offers (
    id TEXT PRIMARY KEY NOT NULL,
    request_id TEXT NOT NULL REFERENCES requests (id),
    interviewer_id TEXT NOT NULL REFERENCES accounts (id),
    starts_at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('never_pair_us', 'wrong_level', 'time_no_longer_fits', 'unanswered', 'cancelled')),
    note TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX declined_offers_request ON declined_offers (request_id);
CREATE INDEX declined_offers_interviewer ON declined_offers (interviewer_id);
