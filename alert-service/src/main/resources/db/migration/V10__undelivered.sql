-- Who was not reached by which channel, once for each beginning of an escalation: what is tried instead is planned once.
CREATE TABLE undelivered (
  alert_id uuid        NOT NULL REFERENCES alert,
  occasion text        NOT NULL,
  contact  text        NOT NULL,
  channel  text        NOT NULL,
  noted_at timestamptz NOT NULL,
  PRIMARY KEY (alert_id, occasion, contact, channel)
);
