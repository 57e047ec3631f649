-- What was made in a session, or belongs to it: three texts at most, by whichever of the two attached them;
-- twice that if they added some while one had blocked the other, which only their makers see.
CREATE TABLE attachments (
    id TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 6),
    made_by TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('code', 'diagram', 'link')),
    title TEXT,
    language TEXT,
    content TEXT NOT NULL,
    in_shares BOOLEAN NOT NULL, -- whether people with a link to the feedback see it; its maker says so
    created_at TIMESTAMP NOT NULL,
    told_by TEXT, -- the mail that told the other person of it; NULL until there was one
    UNIQUE (session_id, place)
);
