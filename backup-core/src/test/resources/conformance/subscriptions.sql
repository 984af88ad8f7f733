-- covers: subscription: disabled, with connection and publications
-- roles: lifeboat_owner
CREATE SUBSCRIPTION plain CONNECTION 'host=nowhere.invalid dbname=x' PUBLICATION one WITH (connect = false);
CREATE SUBSCRIPTION "sub ""s'cr" CONNECTION 'host=nowhere.invalid user=u password=''it\''s \"x''' PUBLICATION "pub ""1'", two, "Three, four"
  WITH (connect = false, slot_name = NONE, synchronous_commit = 'remote_apply');
CREATE SUBSCRIPTION named CONNECTION '' PUBLICATION one WITH (connect = false, slot_name = 'other_slot', synchronous_commit = local);
COMMENT ON SUBSCRIPTION "sub ""s'cr" IS 'a subscri''ption';
