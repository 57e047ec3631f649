-- Where a sign-in is used, so that its owner can tell it from others and end it.
ALTER TABLE sign_ins ADD COLUMN device TEXT; -- what the browser or program calls itself
ALTER TABLE sign_ins ADD COLUMN network TEXT; -- the /24 of an IPv4 address, the /48 of an IPv6 address
ALTER TABLE sign_ins ADD COLUMN last_seen_at TIMESTAMP; -- when it last got tokens; null for older ones
