DROP TABLE report_programs;
DROP TABLE reports;
DROP TABLE blocks;
