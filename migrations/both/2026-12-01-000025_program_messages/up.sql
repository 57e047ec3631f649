-- Whether somebody wants a program's emails: what its coordinators write, and those about its rounds.
ALTER TABLE program_members ADD COLUMN wants_mail BOOLEAN NOT NULL DEFAULT TRUE;

-- What coordinators write to their program's members. Kept once, and read when each email is sent.
CREATE TABLE program_messages (
    id TEXT PRIMARY KEY NOT NULL,
    program_id TEXT NOT NULL REFERENCES programs (id),
    sender_id TEXT NOT NULL REFERENCES accounts (id),
    audience TEXT NOT NULL
        CHECK (audience IN ('everybody', 'no_session', 'no_hours', 'no_profile', 'group', 'members')),
    group_name TEXT,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    written_to INTEGER NOT NULL, -- how many people
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX program_messages_program ON program_messages (program_id, created_at);
CREATE INDEX program_messages_sender ON program_messages (sender_id);
