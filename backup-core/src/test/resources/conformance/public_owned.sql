-- covers: schema: altered public
-- roles: lifeboat_owner
ALTER SCHEMA public OWNER TO lifeboat_owner;
CREATE TABLE public.t (a int);
