DROP TABLE program_questions;
DROP TABLE program_invitations;
DROP TABLE program_members;
DROP TABLE programs;
