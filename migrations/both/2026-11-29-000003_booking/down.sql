DROP TABLE marks;
DROP TABLE stand_in_invitations;
DROP TABLE stand_ins;
DROP TABLE candidate_moves;
DROP TABLE moves;
DROP TABLE session_events;
DROP TABLE booked_cells;
DROP TABLE sessions;
