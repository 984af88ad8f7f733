-- covers: option: --data-only
-- options: --data-only
CREATE TABLE child (id int, parent_id int);
CREATE TABLE parent (id int PRIMARY KEY, note text);
ALTER TABLE child ADD FOREIGN KEY (parent_id) REFERENCES parent;
INSERT INTO parent SELECT i, 'parent ' || i FROM generate_series(1, 100) AS i;
INSERT INTO child SELECT i, i FROM generate_series(1, 100) AS i;
CREATE SEQUENCE s;
SELECT setval('s', 42);
SELECT lo_from_bytea(4711, 'large');
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM parent;
-- target
CREATE TABLE child (id int, parent_id int);
CREATE TABLE parent (id int PRIMARY KEY, note text);
ALTER TABLE child ADD FOREIGN KEY (parent_id) REFERENCES parent;
CREATE SEQUENCE s;
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM parent WITH NO DATA;
-- expected
CREATE TABLE child (id int, parent_id int);
CREATE TABLE parent (id int PRIMARY KEY, note text);
ALTER TABLE child ADD FOREIGN KEY (parent_id) REFERENCES parent;
INSERT INTO parent SELECT i, 'parent ' || i FROM generate_series(1, 100) AS i;
INSERT INTO child SELECT i, i FROM generate_series(1, 100) AS i;
CREATE SEQUENCE s;
SELECT setval('s', 42);
SELECT lo_from_bytea(4711, 'large');
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM parent;
