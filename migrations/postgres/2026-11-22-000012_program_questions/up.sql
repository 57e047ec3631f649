-- What a program adds to the bank. One that is taken out stays for the briefs that it was drawn for.
CREATE TABLE program_questions (
    id TEXT PRIMARY KEY NOT NULL,
    program_id TEXT NOT NULL REFERENCES programs (id),
    kind TEXT NOT NULL,
    document TEXT NOT NULL, -- JSON, in the shape of the bank
    revision INTEGER NOT NULL,
    taken_out BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX program_questions_program ON program_questions (program_id);
