DROP TABLE debriefs;
