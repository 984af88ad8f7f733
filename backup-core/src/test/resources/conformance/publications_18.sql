-- covers: publication: generated columns
-- since: 18
CREATE TABLE t (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id + 1) STORED);
CREATE PUBLICATION with_generated FOR TABLE t WITH (publish_generated_columns = stored);
CREATE PUBLICATION without FOR TABLE t WITH (publish_generated_columns = none);
CREATE PUBLICATION "of ""column" FOR TABLE t (id, g);
INSERT INTO t VALUES (1);
