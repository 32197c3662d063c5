-- How far each alert has come in its policy; steps are those of the plan that held when it began.
CREATE TABLE escalation (
  alert_id      uuid        PRIMARY KEY REFERENCES alert,
  plan_version  bigint      NOT NULL,
  policy        text        NOT NULL,
  occasion      text        NOT NULL,
  severity      int         NOT NULL,
  timing        text        NOT NULL,
  began_at      timestamptz NOT NULL,
  next_moment   int         NOT NULL,
  next_at       timestamptz,
  ended_at      timestamptz,
  ended_because text,
  CHECK ((next_at IS NULL) = (ended_at IS NOT NULL))
);
CREATE INDEX escalation_due ON escalation (next_at) WHERE ended_at IS NULL;

-- The humans who have an alert. One who acknowledges again changes nothing.
CREATE TABLE acknowledgement (
  alert_id        uuid        NOT NULL REFERENCES alert,
  by              text        NOT NULL,
  contact         text,
  acknowledged_at timestamptz NOT NULL,
  PRIMARY KEY (alert_id, by)
);

-- By which a recipient acknowledges without signing in: one for each alert and contact. Kept as it is, since it has to be
-- in every message, also in one that is sent again; it opens nothing and shows nothing.
CREATE TABLE acknowledgement_code (
  alert_id uuid NOT NULL REFERENCES alert,
  contact  text NOT NULL,
  code     text NOT NULL UNIQUE,
  PRIMARY KEY (alert_id, contact)
);
