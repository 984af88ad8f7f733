-- covers: collation: libc
CREATE COLLATION c_libc (provider = libc, locale = 'C');
CREATE COLLATION two (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
COMMENT ON COLLATION c_libc IS 'plain';
CREATE TABLE t (a text COLLATE c_libc, b text COLLATE two, c text COLLATE "C");
CREATE INDEX ON t (a COLLATE two, b);
