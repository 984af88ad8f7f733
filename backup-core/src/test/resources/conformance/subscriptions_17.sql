-- covers: subscription: failover
-- since: 17
CREATE SUBSCRIPTION fails_over CONNECTION 'host=nowhere.invalid' PUBLICATION one WITH (connect = false, failover = true);
