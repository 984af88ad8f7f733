-- covers: constraint: named NOT NULL
-- covers: constraint: NOT NULL NOT VALID
-- covers: constraint: check NOT ENFORCED
-- covers: constraint: foreign key NOT ENFORCED
-- covers: constraint: WITHOUT OVERLAPS
-- covers: constraint: foreign key PERIOD
-- covers: column: generated virtual
-- since: 18
CREATE EXTENSION btree_gist;
CREATE TABLE n (a int, b int, c int, d int);
ALTER TABLE n ADD CONSTRAINT "n ""1" NOT NULL a;
ALTER TABLE n ADD CONSTRAINT alone NOT NULL b NO INHERIT;
CREATE TABLE n_child (d int CONSTRAINT own NOT NULL) INHERITS (n);
ALTER TABLE n_child ADD CONSTRAINT child_b NOT NULL b;
CREATE TABLE n_named (CONSTRAINT other_name NOT NULL a) INHERITS (n);
CREATE TABLE n_grand () INHERITS (n_child, n_named);
ALTER TABLE n ADD CONSTRAINT later NOT NULL c NOT VALID;
CREATE TABLE n_local (a int CONSTRAINT mine NOT NULL, b int, c int, d int);
ALTER TABLE n_local ADD CONSTRAINT later NOT NULL c NOT VALID;
ALTER TABLE n_local INHERIT n;
COMMENT ON CONSTRAINT "n ""1" ON n IS 'a comment';
COMMENT ON CONSTRAINT later ON n IS 'unproved';
COMMENT ON CONSTRAINT own ON n_child IS 'own';
CREATE TABLE pk (id int CONSTRAINT pk_nn NOT NULL, x int, PRIMARY KEY (id));
CREATE TABLE pk_child () INHERITS (pk);
CREATE TABLE p (id int NOT NULL, at int CONSTRAINT p_at NOT NULL, note text) PARTITION BY LIST (at);
CREATE TABLE p_1 (id int CONSTRAINT p1_id NOT NULL, at int CONSTRAINT p1_at NOT NULL, note text CONSTRAINT p1_note NOT NULL);
ALTER TABLE p ATTACH PARTITION p_1 FOR VALUES IN (1);
CREATE TABLE p_2 PARTITION OF p (note NOT NULL) FOR VALUES IN (2);
CREATE TABLE e (id int PRIMARY KEY, x int CHECK (x > 0) NOT ENFORCED, CONSTRAINT loose CHECK (id > x) NOT ENFORCED, CONSTRAINT own CHECK (id > 5) NO INHERIT NOT ENFORCED);
COMMENT ON CONSTRAINT loose ON e IS 'not enforced';
CREATE TABLE e_child (y int) INHERITS (e);
CREATE TABLE f (id int REFERENCES e NOT ENFORCED, g int CONSTRAINT f_g REFERENCES e (id) ON DELETE CASCADE NOT ENFORCED);
ALTER TABLE f ADD CONSTRAINT f_later FOREIGN KEY (g) REFERENCES e NOT VALID;
CREATE TABLE f_parts (id int, g int REFERENCES e NOT ENFORCED) PARTITION BY RANGE (id);
CREATE TABLE f_parts_1 PARTITION OF f_parts FOR VALUES FROM (0) TO (10);
CREATE TABLE booked (room int, during tsrange, CONSTRAINT "one ""room" PRIMARY KEY (room, during WITHOUT OVERLAPS));
CREATE TABLE unique_period (room int, during daterange, other int, UNIQUE (room, during WITHOUT OVERLAPS) DEFERRABLE);
CREATE TABLE guest (room int, during tsrange, CONSTRAINT stays FOREIGN KEY (room, PERIOD during) REFERENCES booked (room, PERIOD during));
COMMENT ON CONSTRAINT stays ON guest IS 'a period';
CREATE TABLE v (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, c int GENERATED ALWAYS AS (a * 3) STORED, d int DEFAULT 5, CHECK (b > 0));
CREATE TABLE v_child (e int) INHERITS (v);
CREATE TABLE v_other (a int, b int GENERATED ALWAYS AS (a * 5) VIRTUAL) INHERITS (v);
CREATE TABLE v_parts (a int, b int GENERATED ALWAYS AS (a + 1)) PARTITION BY RANGE (a);
CREATE TABLE v_parts_1 PARTITION OF v_parts FOR VALUES FROM (0) TO (10);
CREATE TABLE v_parts_2 PARTITION OF v_parts (b GENERATED ALWAYS AS (a + 2)) FOR VALUES FROM (10) TO (20);
INSERT INTO v (a) VALUES (1); INSERT INTO v_parts VALUES (1), (11);
INSERT INTO booked VALUES (1, '[2024-01-01,2024-01-02)'); INSERT INTO guest SELECT * FROM booked;
INSERT INTO e VALUES (1, -1); INSERT INTO f VALUES (9, NULL);
