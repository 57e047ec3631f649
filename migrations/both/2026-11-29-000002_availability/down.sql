DROP TABLE calendar_feeds;
DROP TABLE busy_calendars;
DROP TABLE availabilities;
