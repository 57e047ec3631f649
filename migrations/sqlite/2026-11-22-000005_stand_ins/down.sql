DROP TABLE stand_in_asks;
DROP TABLE stand_ins;
ALTER TABLE interviewer_profiles DROP COLUMN short_notice;
