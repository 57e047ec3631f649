-- One batch matching of a program. A preview makes a plan and raises the revision; publishing books that plan.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY NOT NULL,
    program_id TEXT NOT NULL REFERENCES programs (id),
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL, -- YYYY-MM-DD in the program's zone, as is ends_on
    ends_on TEXT NOT NULL, -- the last day
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes IN (30, 45, 60, 90)),
    kind TEXT CHECK (kind IN ('coding', 'concepts', 'system_design', 'behavioral', 'take_home')), -- NULL: each candidate's own
    members TEXT, -- JSON array of account ids; NULL: everybody in the program
    state TEXT NOT NULL CHECK (state IN ('open', 'published')),
    revision INTEGER NOT NULL, -- of the plan; whatever outdates the plan raises it too
    plan TEXT, -- JSON; NULL: to be solved again
    created_at TIMESTAMP NOT NULL, -- also the start of the wait of whoever goes back to the queue
    published_at TIMESTAMP,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX rounds_program ON rounds (program_id, id);

-- What a member says for this round only; the rest comes from their profile and availability.
CREATE TABLE round_entries (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    document TEXT NOT NULL, -- JSON
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (round_id, account_id)
);
CREATE INDEX round_entries_account ON round_entries (account_id);

-- Pairs that the coordinators decided on.
CREATE TABLE round_pairs (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    interviewer_id TEXT NOT NULL REFERENCES accounts (id),
    decision TEXT NOT NULL CHECK (decision IN ('pinned', 'forbidden')),
    starts_at TIMESTAMP, -- of a pinned pair, if the start is decided too
    PRIMARY KEY (round_id, candidate_id, interviewer_id)
);
CREATE INDEX round_pairs_candidate ON round_pairs (candidate_id);
CREATE INDEX round_pairs_interviewer ON round_pairs (interviewer_id);

-- The result of a published round, for each candidate who took part.
CREATE TABLE round_results (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT REFERENCES sessions (id), -- NULL: unmatched, or back in the queue
    rounds_waited INTEGER NOT NULL, -- earlier rounds in a row that left them out
    met_before BOOLEAN NOT NULL, -- the two had met before
    language TEXT, -- of the session
    unmatched_reason TEXT,
    PRIMARY KEY (round_id, candidate_id)
);
CREATE INDEX round_results_candidate ON round_results (candidate_id);
CREATE UNIQUE INDEX round_results_session ON round_results (session_id);
