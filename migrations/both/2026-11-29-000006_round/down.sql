DROP TABLE round_results;
DROP TABLE round_pairs;
DROP TABLE round_entries;
DROP TABLE rounds;
