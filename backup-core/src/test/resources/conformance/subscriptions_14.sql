-- covers: subscription: binary and streaming
-- since: 14
CREATE SUBSCRIPTION "bi ""n" CONNECTION 'host=nowhere.invalid' PUBLICATION one WITH (connect = false, binary = true, slot_name = 'bin');
CREATE SUBSCRIPTION streams CONNECTION 'host=nowhere.invalid' PUBLICATION one WITH (connect = false, streaming = on, binary = false);
