-- options: '--function=f(integer, text)'
CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- expected
CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
