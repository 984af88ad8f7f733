-- covers: option: --large-objects
-- options: --table=t --large-objects
CREATE TABLE t (id int);
CREATE TABLE left_out (id int);
SELECT lo_from_bytea(4711, 'large');
-- expected
CREATE TABLE t (id int);
SELECT lo_from_bytea(4711, 'large');
