-- options: --no-subscriptions
CREATE TABLE t (id int);
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false);
-- expected
CREATE TABLE t (id int);
