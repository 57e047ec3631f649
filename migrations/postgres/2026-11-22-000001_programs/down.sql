DROP TABLE program_invitations;
DROP TABLE program_members;
DROP TABLE programs;
