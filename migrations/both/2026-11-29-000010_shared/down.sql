DROP TABLE leases;
DROP TABLE idempotency_keys;
DROP TABLE outbox;
