DROP TABLE booked_cells;
DROP TABLE sessions;
