DROP TABLE idempotency_keys;
DROP TABLE links;
DROP TABLE refresh_tokens;
DROP TABLE sign_ins;
DROP TABLE accounts;
