-- Which mails go first, and where they go, so that a mail server that hangs for one domain holds up no other.
ALTER TABLE outbox ADD COLUMN urgency INTEGER NOT NULL DEFAULT 1; -- 0 urgent, 1 usual, 2 to many at once
ALTER TABLE outbox ADD COLUMN domain TEXT; -- of the address, as far as it's known; gone when the mail is settled
