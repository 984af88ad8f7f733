-- covers: conversion
-- roles: lifeboat_owner
CREATE SCHEMA conversions;
CREATE CONVERSION conversions."con""ver
sion %s" FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION conversions.standard FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
CREATE CONVERSION koi FOR 'KOI8R' TO 'UTF8' FROM koi8r_to_utf8;
COMMENT ON CONVERSION conversions.standard IS 'it''s a conversion';
ALTER CONVERSION conversions.standard OWNER TO lifeboat_owner;
