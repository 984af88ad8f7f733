-- options: --data-only --table kid --no-analyze
-- refused: violates foreign key constraint "kid_p_fkey"
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE kid (id int PRIMARY KEY, p int REFERENCES parent);
INSERT INTO parent VALUES (1), (2);
INSERT INTO kid VALUES (10, 1), (20, 2);
-- target
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE kid (id int PRIMARY KEY, p int REFERENCES parent);
-- expected
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE kid (id int PRIMARY KEY, p int REFERENCES parent);
