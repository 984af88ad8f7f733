-- covers: collation: ICU rules
-- since: 16
CREATE COLLATION ruled (provider = icu, locale = 'und', rules = '&V << w <<< W');
CREATE COLLATION blind_ruled (provider = icu, locale = 'de', deterministic = false, rules = '&a < g');
CREATE TABLE t (a text COLLATE ruled, b text COLLATE blind_ruled UNIQUE);
INSERT INTO t VALUES ('w', 'g'), ('V', 'a');
