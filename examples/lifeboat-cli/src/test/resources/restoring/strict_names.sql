-- options: --strict-names -t other
CREATE TABLE other (id int);
CREATE TABLE t (id int);
-- expected
CREATE TABLE other (id int);
