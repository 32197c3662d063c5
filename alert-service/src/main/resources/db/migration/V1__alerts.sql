-- How far the log has been read; moved in the transaction that writes the effect.
CREATE TABLE log_position (
  reader      text        NOT NULL,
  topic       text        NOT NULL,
  partition   int         NOT NULL,
  next_offset bigint      NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (reader, topic, partition)
);

-- One thing that contacts must know. Ids and codes only: nothing here names a person, a place or a State.
CREATE TABLE alert (
  id              uuid        PRIMARY KEY,
  reference       text        NOT NULL UNIQUE,
  case_id         uuid        NOT NULL,
  change          text        NOT NULL,
  occurred_from   timestamptz NOT NULL,
  occurred_to     timestamptz NOT NULL,
  severity        int         NOT NULL,
  timing          text        NOT NULL,
  raised_at       timestamptz NOT NULL,
  acknowledged_by text,
  acknowledged_at timestamptz
);
CREATE INDEX alert_case ON alert (case_id, change);
CREATE INDEX alert_raised ON alert (raised_at DESC);

-- The events that an alert tells of; an event is in at most one, so a repeat finds itself here.
CREATE TABLE report (
  origin   text    NOT NULL,
  event_id text    NOT NULL,
  alert_id uuid    NOT NULL REFERENCES alert,
  is_act   boolean NOT NULL,
  source   text    NOT NULL,
  PRIMARY KEY (origin, event_id)
);
CREATE INDEX report_alert ON report (alert_id);

-- By which reports of the same act by others are found.
CREATE TABLE act_key (
  key      text NOT NULL,
  alert_id uuid NOT NULL REFERENCES alert,
  PRIMARY KEY (key, alert_id)
);

CREATE TABLE notification (
  id                  uuid        PRIMARY KEY,
  alert_id            uuid        NOT NULL REFERENCES alert,
  contact             text        NOT NULL,
  channel             text        NOT NULL,
  step                int         NOT NULL,
  urgency             int         NOT NULL,
  state               text        NOT NULL,
  attempts            int         NOT NULL DEFAULT 0,
  possible_repeat     boolean     NOT NULL DEFAULT false,
  due_at              timestamptz NOT NULL,
  lease_until         timestamptz,
  provider_message_id text,
  UNIQUE (alert_id, contact, channel, step)
);
CREATE INDEX notification_due ON notification (urgency DESC, due_at) WHERE state IN ('queued', 'sending');
CREATE INDEX notification_provider ON notification (provider_message_id);

-- Receipts, kept also when they come before their message is known.
CREATE TABLE receipt (
  provider_message_id text PRIMARY KEY,
  state               text NOT NULL
);
