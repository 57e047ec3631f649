-- Who writes the notes on a session in the place of an interviewer who has not: one person at a time.
CREATE TABLE write_ups (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    writer_id TEXT NOT NULL REFERENCES accounts (id),
    handed_at TIMESTAMP NOT NULL
);
CREATE INDEX write_ups_writer ON write_ups (writer_id);
