-- Every step that the brokers have, for timelines and live views. Only the relay writes here, one instance at a time under a lock that ends
-- after its commit: so numbers are given in the order of commits, and whoever has read up to one has missed nothing before it.
CREATE TABLE step (
  number   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seq      bigint      NOT NULL,
  event_id uuid        NOT NULL,
  alert_id uuid        NOT NULL,
  contact  text,
  channel  text,
  occasion text,
  step     text        NOT NULL,
  at       timestamptz NOT NULL
);
CREATE INDEX step_alert ON step (alert_id);
