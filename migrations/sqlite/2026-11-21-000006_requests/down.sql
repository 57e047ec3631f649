DROP TABLE leases;
DROP TABLE avoidances;
DROP TABLE declines;
DROP TABLE requests;
