-- covers: partition: range
-- covers: partition: list
-- covers: partition: hash
-- covers: partition: default
-- covers: partition: nested
-- covers: partition: attached with another column order
-- covers: index: ONLY and attached
-- covers: constraint: foreign key of and to partitioned tables
-- covers: trigger: partition clones with a differing state
CREATE TABLE p (id int NOT NULL, at date NOT NULL, note text DEFAULT 'p', PRIMARY KEY (id, at), CHECK (id > 0)) PARTITION BY RANGE (at);
CREATE TABLE p_2024 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE p_2025 PARTITION OF p (note DEFAULT 'p25', CONSTRAINT short CHECK (length(note) < 9)) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (id);
CREATE TABLE p_2025_a PARTITION OF p_2025 FOR VALUES IN (1, 2, NULL);
CREATE TABLE p_2025_b PARTITION OF p_2025 DEFAULT;
CREATE TABLE p_open PARTITION OF p FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
CREATE TABLE attached (note text, gone int, at date NOT NULL, id int NOT NULL, CHECK (id > 0));
ALTER TABLE attached DROP COLUMN gone;
ALTER TABLE attached ADD CONSTRAINT p_id_check CHECK (id > 0);
ALTER TABLE p ATTACH PARTITION attached FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE INDEX p_note ON p (note);
CREATE INDEX only_here ON p_2024 (at);
CREATE INDEX lonely ON ONLY p (at);
CREATE TABLE h (a int, b text) PARTITION BY HASH (a, lower(b));
CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE l (k text COLLATE "C", v int) PARTITION BY LIST (k);
CREATE TABLE l_a PARTITION OF l FOR VALUES IN ('a', 'it''s');
CREATE TABLE refs (p_id int, p_at date, FOREIGN KEY (p_id, p_at) REFERENCES p ON DELETE CASCADE) PARTITION BY HASH (p_id);
CREATE TABLE refs_0 PARTITION OF refs FOR VALUES WITH (MODULUS 1, REMAINDER 0);
INSERT INTO p SELECT g, date '2023-06-01' + g * 40 FROM generate_series(1, 40) g;
INSERT INTO h SELECT g, 'x' || g FROM generate_series(1, 20) g;
INSERT INTO refs SELECT id, at FROM p;
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER on_p AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION nothing();
ALTER TABLE p_2024 DISABLE TRIGGER on_p;
CREATE TABLE empty_partitioned (a int) PARTITION BY RANGE (a);
