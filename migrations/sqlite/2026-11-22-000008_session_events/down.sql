ALTER TABLE round_results ADD COLUMN candidate_confirmed_at TIMESTAMP;
ALTER TABLE round_results ADD COLUMN interviewer_confirmed_at TIMESTAMP;
UPDATE round_results SET
    candidate_confirmed_at = (SELECT s.candidate_confirmed_at FROM sessions s WHERE s.id = round_results.session_id),
    interviewer_confirmed_at = (SELECT s.interviewer_confirmed_at FROM sessions s WHERE s.id = round_results.session_id);
ALTER TABLE sessions DROP COLUMN interviewer_late_minutes;
ALTER TABLE sessions DROP COLUMN candidate_late_minutes;
ALTER TABLE sessions DROP COLUMN interviewer_confirmed_at;
ALTER TABLE sessions DROP COLUMN candidate_confirmed_at;
ALTER TABLE sessions DROP COLUMN agreed_at;
DROP TABLE session_events;
