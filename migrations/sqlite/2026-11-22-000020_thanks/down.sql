DROP TABLE no_impact_summaries;
DROP TABLE impact_summaries;
DROP TABLE thanks;
