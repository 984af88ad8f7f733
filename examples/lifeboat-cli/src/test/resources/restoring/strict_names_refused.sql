-- options: --strict-names -t other -t another
-- refused: another
CREATE TABLE other (id int);
-- expected
