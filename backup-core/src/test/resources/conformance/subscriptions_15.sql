-- covers: subscription: two-phase and disable on error
-- since: 15
CREATE SUBSCRIPTION two CONNECTION 'host=nowhere.invalid' PUBLICATION one WITH (connect = false, two_phase = true);
CREATE SUBSCRIPTION stops CONNECTION 'host=nowhere.invalid' PUBLICATION one WITH (connect = false, disable_on_error = true);
