DROP TABLE plan_settings;
