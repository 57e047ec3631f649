ALTER TABLE busy_calendars DROP COLUMN guessed_zones;
