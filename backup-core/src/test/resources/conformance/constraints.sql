-- covers: constraint: primary key
-- covers: constraint: unique
-- covers: constraint: including columns
-- covers: constraint: deferrable
-- covers: constraint: exclusion
-- covers: constraint: foreign key MATCH FULL
-- covers: constraint: foreign key NOT VALID
-- covers: table: cluster marker
-- covers: table: replica identity
CREATE EXTENSION btree_gist;
CREATE TABLE a (id int, code text, r int4range, x int, PRIMARY KEY (id) INCLUDE (x) WITH (fillfactor = 70),
  CONSTRAINT a_code UNIQUE (code) DEFERRABLE INITIALLY DEFERRED, UNIQUE (code, x), EXCLUDE USING gist (x WITH =, r WITH &&) WHERE (x > 0));
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a ON DELETE SET NULL ON UPDATE CASCADE, a_code text, a_x int,
  CONSTRAINT to_code FOREIGN KEY (a_code, a_x) REFERENCES a (code, x) MATCH FULL DEFERRABLE);
ALTER TABLE a ADD COLUMN b_id int REFERENCES b;
ALTER TABLE b ADD COLUMN self int REFERENCES b DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE b ADD CONSTRAINT late FOREIGN KEY (self) REFERENCES b NOT VALID;
ALTER TABLE a CLUSTER ON a_pkey;
CREATE UNIQUE INDEX b_identity ON b (id);
ALTER TABLE b REPLICA IDENTITY USING INDEX b_identity;
COMMENT ON CONSTRAINT a_code ON a IS 'unique';
COMMENT ON CONSTRAINT to_code ON b IS 'foreign';
COMMENT ON INDEX a_pkey IS 'the index of the key';
INSERT INTO a (id, code, r, x) VALUES (1, 'a', '[1,3)', 1), (2, NULL, '[3,5)', 1);
INSERT INTO b VALUES (1, 1, 'a', 1, 1), (2, NULL, NULL, NULL, 1);
-- next transaction
UPDATE a SET b_id = 2;
