-- Which program a session belongs to, and which of its rounds it came from. Written when the session is: somebody who leaves the
-- program later, or a second program with the same people in it, doesn't change it.
CREATE TABLE program_sessions (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    program_id TEXT NOT NULL REFERENCES programs (id),
    round_id TEXT REFERENCES rounds (id) -- NULL for a session that two members booked themselves
);
CREATE INDEX program_sessions_program ON program_sessions (program_id);

-- Who was in a program and left.
CREATE TABLE former_members (
    program_id TEXT NOT NULL REFERENCES programs (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    candidate BOOLEAN NOT NULL,
    interviewer BOOLEAN NOT NULL,
    joined_at TIMESTAMP NOT NULL,
    left_at TIMESTAMP NOT NULL,
    PRIMARY KEY (program_id, account_id)
);

-- When somebody asked, which isn't what a request's age counts from; when it first led to a session; the program they asked in; and
-- for a request that nobody made, because a round's session fell through, that round.
ALTER TABLE requests ADD COLUMN asked_at TIMESTAMP;
ALTER TABLE requests ADD COLUMN matched_at TIMESTAMP;
ALTER TABLE requests ADD COLUMN program_id TEXT;
ALTER TABLE requests ADD COLUMN round_id TEXT;

UPDATE requests SET
    asked_at = created_at,
    matched_at = (SELECT sessions.agreed_at FROM sessions WHERE sessions.id = requests.session_id AND requests.state = 'matched'),
    program_id = (
        SELECT program_members.program_id FROM program_members
        WHERE program_members.account_id = requests.candidate_id AND program_members.candidate
        ORDER BY program_members.joined_at, program_members.program_id LIMIT 1
    ),
    -- Such a request has the age of its round.
    round_id = (
        SELECT rounds.id FROM rounds JOIN round_results ON round_results.round_id = rounds.id
        WHERE rounds.created_at = requests.created_at AND round_results.candidate_id = requests.candidate_id LIMIT 1
    );

INSERT INTO program_sessions (session_id, program_id, round_id)
    SELECT round_results.session_id, rounds.program_id, rounds.id
    FROM round_results JOIN rounds ON rounds.id = round_results.round_id
    WHERE round_results.session_id IS NOT NULL;
INSERT INTO program_sessions (session_id, program_id, round_id)
    SELECT sessions.id, rounds.program_id, rounds.id
    FROM sessions JOIN requests ON requests.session_id = sessions.id JOIN rounds ON rounds.id = requests.round_id
    WHERE NOT EXISTS (SELECT 1 FROM program_sessions WHERE program_sessions.session_id = sessions.id);
-- The others: of the programs that the two share, the one they've been in together for longest.
INSERT INTO program_sessions (session_id, program_id, round_id)
    SELECT known.session_id, known.program_id, NULL FROM (
        SELECT sessions.id AS session_id, (
            SELECT one.program_id FROM program_members AS one
            JOIN program_members AS other ON other.program_id = one.program_id
            WHERE one.account_id = sessions.candidate_id AND other.account_id = sessions.interviewer_id
            ORDER BY CASE WHEN one.joined_at > other.joined_at THEN one.joined_at ELSE other.joined_at END, one.program_id LIMIT 1
        ) AS program_id
        FROM sessions
        WHERE NOT EXISTS (SELECT 1 FROM program_sessions WHERE program_sessions.session_id = sessions.id)
    ) AS known
    WHERE known.program_id IS NOT NULL;

-- Who wants one email in the evening instead of single reminders, and when the next one is due.
CREATE TABLE digest_settings (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    next_at TIMESTAMP NOT NULL,
    last_day TEXT -- the local date of the last one, YYYY-MM-DD
);
CREATE INDEX digest_settings_next ON digest_settings (next_at);

-- What an email about several sessions has told somebody of each, so that no other email tells it again.
CREATE TABLE told_sessions (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    session_id TEXT NOT NULL REFERENCES sessions (id),
    about TEXT NOT NULL CHECK (about IN ('session', 'notes')),
    mail_id TEXT NOT NULL, -- the email, which may be deleted since
    sequence INTEGER NOT NULL, -- the session's, when it was told
    told_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, session_id, about)
);
