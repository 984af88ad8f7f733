-- covers: subscription: parallel, origin, run as owner, password
-- since: 16
CREATE SUBSCRIPTION everything CONNECTION 'host=nowhere.invalid' PUBLICATION one
  WITH (connect = false, binary = true, streaming = parallel, two_phase = true, disable_on_error = true, password_required = false,
    run_as_owner = true, origin = none);
CREATE SUBSCRIPTION streams CONNECTION 'host=nowhere.invalid' PUBLICATION one WITH (connect = false, streaming = on);
CREATE SUBSCRIPTION quiet CONNECTION 'host=nowhere.invalid' PUBLICATION one WITH (connect = false, streaming = off);
