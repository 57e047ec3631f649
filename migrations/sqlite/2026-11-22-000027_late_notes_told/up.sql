-- Whom late notes were told of: a coordinator's account, or 'operator'. Each session once to each of them.
CREATE TABLE late_notes_told (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    overseer TEXT NOT NULL,
    told_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, overseer)
);
CREATE INDEX late_notes_told_overseer ON late_notes_told (overseer, told_at);
