-- What somebody practises, week by week: the action steps of their feedback, and steps of their own.
CREATE TABLE plan_steps (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    source TEXT NOT NULL CHECK (source IN ('feedback', 'debrief', 'own')),
    -- The session or the debrief that it comes from, and its place there; null for one's own.
    source_id TEXT,
    position INTEGER,
    document TEXT NOT NULL,
    -- The Monday of the week that it is planned for, in days since 1970-01-01, which was a Thursday.
    week INTEGER NOT NULL CHECK ((week - 4) % 7 = 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    why TEXT NOT NULL,
    settled_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CHECK ((state = 'open') = (settled_at IS NULL)),
    UNIQUE (source_id, position)
);
CREATE INDEX plan_steps_by_week ON plan_steps (account_id, week);

-- What was delivered before: the steps of each feedback as it reads now.
INSERT INTO plan_steps
SELECT
    gen_random_uuid()::text, s.candidate_id, 'feedback', f.session_id, (step.place - 1)::integer, step.value::text,
    date_trunc('week', f.submitted_at)::date - DATE '1970-01-01',
    'open', '', NULL, f.submitted_at
FROM feedback f
JOIN sessions s ON s.id = f.session_id
JOIN accounts a ON a.id = s.candidate_id AND a.deleted_at IS NULL
CROSS JOIN LATERAL json_array_elements(f.document::json -> 'action_steps') WITH ORDINALITY AS step (value, place)
WHERE f.version = (SELECT MAX(latest.version) FROM feedback latest WHERE latest.session_id = f.session_id);
