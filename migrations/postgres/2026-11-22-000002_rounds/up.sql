-- One batch matching of a program. A plan is made by a preview, raises the revision, and is what publishing books.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY NOT NULL,
    program_id TEXT NOT NULL REFERENCES programs (id),
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL, -- YYYY-MM-DD in the program's zone, as the next
    ends_on TEXT NOT NULL, -- the last day
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes IN (30, 45, 60, 90)),
    kind TEXT CHECK (kind IN ('coding', 'concepts', 'system_design', 'behavioral', 'take_home')), -- none: each candidate's own
    members TEXT, -- JSON array of account ids; none: everybody in the program
    state TEXT NOT NULL CHECK (state IN ('open', 'published')),
    revision INTEGER NOT NULL, -- of the plan; every change that makes it out of date raises it too
    plan TEXT, -- JSON; none: to be solved again
    created_at TIMESTAMP NOT NULL, -- who is put back has asked since then
    published_at TIMESTAMP,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX rounds_program ON rounds (program_id, id);

-- What a member says for this round alone; what is missing is taken from their profile and hours.
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
    starts_at TIMESTAMP, -- of a pinned one, if that is decided too
    PRIMARY KEY (round_id, candidate_id, interviewer_id)
);
CREATE INDEX round_pairs_candidate ON round_pairs (candidate_id);
CREATE INDEX round_pairs_interviewer ON round_pairs (interviewer_id);

-- What a published round came to, for each candidate who took part.
CREATE TABLE round_results (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    candidate_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT REFERENCES sessions (id), -- none: unmatched, or put back
    waited INTEGER NOT NULL, -- rounds passed over before this one
    repeats BOOLEAN NOT NULL, -- the two had met before
    language TEXT, -- of the session
    reason TEXT, -- why there was none, of who was unmatched
    candidate_confirmed_at TIMESTAMP,
    interviewer_confirmed_at TIMESTAMP,
    PRIMARY KEY (round_id, candidate_id)
);
CREATE INDEX round_results_candidate ON round_results (candidate_id);
CREATE UNIQUE INDEX round_results_session ON round_results (session_id);
