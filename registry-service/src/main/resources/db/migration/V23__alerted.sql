-- Messages about cases that left the house, or may have: one row for each step that says so, from alert-events. Ids and codes only.
CREATE TABLE alerted (
  step_id  uuid        PRIMARY KEY,
  case_id  uuid        NOT NULL,
  alert_id uuid        NOT NULL,
  contact  text        COLLATE "C" NOT NULL,
  channel  text        COLLATE "C" NOT NULL,
  occasion text        COLLATE "C" NOT NULL,
  step     text        COLLATE "C" NOT NULL,
  at       timestamptz NOT NULL
);
CREATE INDEX alerted_case ON alerted (case_id);
