DROP TABLE availabilities;
DROP TABLE interviewer_profiles;
DROP TABLE candidate_profiles;
