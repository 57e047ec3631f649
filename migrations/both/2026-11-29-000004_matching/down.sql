DROP TABLE declined_offers;
DROP TABLE requests;
