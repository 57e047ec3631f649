DROP TABLE write_ups;
