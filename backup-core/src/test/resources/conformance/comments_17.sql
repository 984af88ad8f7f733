-- since: 17
CREATE DOMAIN checked AS int CONSTRAINT "a named ""one""" NOT NULL CONSTRAINT positive CHECK (VALUE > 0);
COMMENT ON CONSTRAINT "a named ""one""" ON DOMAIN checked IS 'it refuses nulls';
COMMENT ON CONSTRAINT positive ON DOMAIN checked IS 'positive';
CREATE DOMAIN unnamed AS text NOT NULL DEFAULT 'x' CHECK (VALUE <> '');
CREATE TABLE t (a checked, b unnamed);
