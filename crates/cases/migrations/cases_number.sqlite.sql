INSERT INTO number_sequence (name, last) VALUES ('cases_number', 100000);
