DROP TABLE plan_settings;
DROP TABLE plan_steps;
DROP TABLE debriefs;
