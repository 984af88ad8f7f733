-- covers: option: --no-subscriptions
-- options: --no-subscriptions
CREATE TABLE t (id int PRIMARY KEY);
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false);
COMMENT ON SUBSCRIPTION s IS 'goes too';
-- expected
CREATE TABLE t (id int PRIMARY KEY);
