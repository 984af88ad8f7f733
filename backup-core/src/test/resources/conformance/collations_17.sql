-- covers: collation: builtin provider
-- since: 17
CREATE COLLATION unicode (provider = builtin, locale = 'C.UTF-8');
CREATE COLLATION plain (provider = builtin, locale = 'C');
COMMENT ON COLLATION unicode IS 'of the server itself';
CREATE TABLE t (a text COLLATE unicode, b text COLLATE plain);
CREATE INDEX ON t (lower(a), upper(b));
INSERT INTO t VALUES ('Ä', 'b');
