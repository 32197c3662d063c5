-- Records of the log that readers of this service could not process, by reference and reason, and what became of them.
CREATE TABLE dead_letter (
  topic       text        NOT NULL,
  partition   int         NOT NULL,
  "offset"    bigint      NOT NULL,
  consumer    text        NOT NULL,
  reason      text        NOT NULL,
  subject     text,
  recorded_at timestamptz NOT NULL,
  replayed_at timestamptz,
  replayed_by text,
  outcome     text,
  PRIMARY KEY (topic, partition, "offset")
);
CREATE INDEX dead_letter_newest ON dead_letter (recorded_at DESC);
CREATE INDEX dead_letter_open ON dead_letter (recorded_at) WHERE replayed_at IS NULL;
