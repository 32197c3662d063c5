-- What policies, silences and storms look at, and what an alert belongs to. The State stays inside: it is in no message, metric, key or log line.
ALTER TABLE alert
  ADD COLUMN state            text,
  ADD COLUMN act_type         text,
  ADD COLUMN partner          text,
  ADD COLUMN link_key         text,
  ADD COLUMN unverified       boolean NOT NULL DEFAULT false,
  ADD COLUMN cancelled_at     timestamptz,
  ADD COLUMN storm_key        text,
  ADD COLUMN storm_id         uuid REFERENCES alert,
  ADD COLUMN silence_id       uuid,
  ADD COLUMN same_as          uuid REFERENCES alert,
  ADD COLUMN possibly_same_as uuid;
CREATE INDEX alert_alone ON alert (storm_key, raised_at) WHERE storm_key IS NOT NULL AND storm_id IS NULL AND silence_id IS NULL;
CREATE INDEX alert_link ON alert (link_key, partner, raised_at) WHERE link_key IS NOT NULL AND cancelled_at IS NULL;
CREATE INDEX alert_in_storm ON alert (storm_id) WHERE storm_id IS NOT NULL;
CREATE INDEX alert_same ON alert (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX alert_silenced ON alert (silence_id) WHERE silence_id IS NOT NULL;
-- A silenced alert is told of in the digest too, so that nothing sinks.
DROP INDEX alert_minor;
CREATE INDEX alert_for_digest ON alert (raised_at)
  WHERE digest_id IS NULL AND case_id IS NOT NULL AND cancelled_at IS NULL AND (severity = 0 OR silence_id IS NOT NULL);

-- A report as it came, public part only, so that a correction can be applied to it whenever it comes. One that was taken back before
-- it came is in no alert. Reports of before this migration have no event: what corrects them waits.
ALTER TABLE report
  ALTER COLUMN alert_id DROP NOT NULL,
  ADD COLUMN case_id     uuid,
  ADD COLUMN recorded_at timestamptz,
  ADD COLUMN event       text,
  ADD COLUMN told        boolean NOT NULL DEFAULT false,
  ADD COLUMN retracted   boolean NOT NULL DEFAULT false,
  ADD COLUMN confirmed   boolean NOT NULL DEFAULT false;

-- Corrections and retractions, also those whose target has not come yet.
CREATE TABLE amendment (
  origin      text        NOT NULL,
  event_id    text        NOT NULL,
  case_id     uuid        NOT NULL,
  target      text        NOT NULL,
  recorded_at timestamptz NOT NULL,
  event       text        NOT NULL,
  PRIMARY KEY (origin, event_id)
);
CREATE INDEX amendment_target ON amendment (origin, target);

-- Letters and replies as they came, so that these too can be corrected and taken back.
CREATE TABLE letter (
  origin      text        NOT NULL,
  event_id    text        NOT NULL,
  case_id     uuid        NOT NULL,
  recorded_at timestamptz NOT NULL,
  event       text        NOT NULL,
  PRIMARY KEY (origin, event_id)
);
CREATE INDEX letter_case ON letter (case_id);

-- The desk's last word on each two cases; the lesser id first.
CREATE TABLE case_link (
  one         uuid        NOT NULL,
  other       uuid        NOT NULL,
  linked      boolean     NOT NULL,
  decided_at  timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  event_id    text        NOT NULL,
  PRIMARY KEY (one, other)
);
CREATE INDEX case_link_other ON case_link (other);

-- Storms: one row each, changed once for a batch of acts and not once for each act.
CREATE TABLE storm (
  alert_id  uuid        PRIMARY KEY REFERENCES alert,
  state     text        NOT NULL,
  act_type  text        NOT NULL,
  historic  boolean     NOT NULL,
  acts      int         NOT NULL,
  retracted int         NOT NULL,
  last_at   timestamptz NOT NULL
);
CREATE INDEX storm_newest ON storm (state, act_type, historic, last_at DESC);

-- Times in which some alerts wake nobody. Kept for ever: they say why somebody was not woken.
CREATE TABLE silence (
  id               uuid        PRIMARY KEY,
  state            text,
  act_type         text,
  partner          text,
  case_id          uuid,
  severity         int,
  begins_at        timestamptz NOT NULL,
  ends_at          timestamptz NOT NULL,
  includes_extreme boolean     NOT NULL,
  reason           text        NOT NULL,
  created_by       text        NOT NULL,
  created_at       timestamptz NOT NULL,
  ended_by         text,
  ended_at         timestamptz
);
CREATE INDEX silence_end ON silence (ends_at);

-- Records that could not be read, of which people were told once, whichever readers failed at them.
CREATE TABLE unreadable (
  topic     text        NOT NULL,
  partition int         NOT NULL,
  "offset"  bigint      NOT NULL,
  told_at   timestamptz NOT NULL,
  PRIMARY KEY (topic, partition, "offset")
);
