-- options: --no-security-labels
-- (put into the catalog by hand: no provider comes with PostgreSQL, so that a copy could take none)
CREATE TABLE t (id int);
SET allow_system_table_mods = on;
INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'dummy', 'secret');
-- expected
CREATE TABLE t (id int);
