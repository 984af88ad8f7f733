-- covers: column: compression
-- covers: type: multirange
-- since: 14
CREATE TABLE t (a text COMPRESSION pglz, b text);
INSERT INTO t VALUES (repeat('x', 10000), repeat('y', 10000));
CREATE TYPE numbers AS RANGE (subtype = int, multirange_type_name = number_sets);
CREATE TABLE uses (n numbers, s number_sets);
INSERT INTO uses VALUES ('[1,5)', '{[1,2),[3,4)}');
