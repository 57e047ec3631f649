DROP TABLE interviewer_profiles;
DROP TABLE candidate_profiles;
DROP TABLE links;
DROP TABLE refresh_tokens;
DROP TABLE sign_ins;
DROP TABLE accounts;
