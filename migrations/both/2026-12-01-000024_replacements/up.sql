-- What comes in place of a cancelled session, by the rules of the round that booked it.

-- The cancelled session in whose place a request waits. At most one request does, whoever cancels what at the same time.
ALTER TABLE requests ADD COLUMN replaces_session_id TEXT;
CREATE UNIQUE INDEX requests_replaces_session ON requests (replaces_session_id);
-- JSON arrays: what would do as well as `kind` and `language`. Only a round puts them there.
ALTER TABLE requests ADD COLUMN other_kinds TEXT NOT NULL DEFAULT '[]';
ALTER TABLE requests ADD COLUMN other_languages TEXT NOT NULL DEFAULT '[]';

-- From now on round_results.session_id is the session that the round booked, even if it's cancelled later. These were booked in
-- its place.
CREATE TABLE round_replacements (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id),
    round_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    FOREIGN KEY (round_id, candidate_id) REFERENCES round_results (round_id, candidate_id)
);
CREATE INDEX round_replacements_result ON round_replacements (round_id, candidate_id);

-- Until when people are asked to stand in: until then nobody else is offered for the request. NULL in older searches.
ALTER TABLE stand_ins ADD COLUMN asked_until TIMESTAMP;
CREATE INDEX stand_ins_request ON stand_ins (request_id);
-- The session's round says so.
ALTER TABLE stand_ins DROP COLUMN program_id;
