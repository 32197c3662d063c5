-- How far the log has been read; moved in the transaction that writes the effect.
CREATE TABLE log_position (
  reader      text        NOT NULL,
  topic       text        NOT NULL,
  partition   int         NOT NULL,
  next_offset bigint      NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (reader, topic, partition)
);

-- Every event of the log, once for each content. Of those with one id the least (recorded_at, digest) stands; the others are conflicts.
CREATE TABLE event (
  origin      text        COLLATE "C" NOT NULL,
  event_id    text        COLLATE "C" NOT NULL,
  digest      text        COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL,
  type        text        NOT NULL,
  subject     text        COLLATE "C" NOT NULL,
  data        jsonb       NOT NULL,
  stands      boolean     NOT NULL,
  PRIMARY KEY (origin, event_id, digest)
);
CREATE INDEX event_subject ON event (subject);
CREATE INDEX event_about_no_case ON event (subject) WHERE subject !~ '^[0-9a-f]{8}-';

-- What follows is computed from the events of one case, and written anew whenever one of them comes.
CREATE TABLE case_summary (
  case_id      uuid        PRIMARY KEY,
  open         boolean     NOT NULL,
  states       text[]      NOT NULL,
  defender_ids uuid[]      NOT NULL
);
CREATE INDEX case_summary_states ON case_summary USING gin (states);
CREATE INDEX case_summary_defenders ON case_summary USING gin (defender_ids);

-- Acts as they are reported in each case; those that share a key are one act.
CREATE TABLE act (
  case_id           uuid   NOT NULL,
  origin            text   NOT NULL,
  event_id          text   NOT NULL,
  act_type          text   NOT NULL,
  severity          text   NOT NULL,
  responsible_state text,
  incident_state    text   NOT NULL,
  source            text   NOT NULL,
  keys              text[] NOT NULL,
  PRIMARY KEY (case_id, origin, event_id)
);
CREATE INDEX act_state ON act (coalesce(responsible_state, incident_state));
CREATE INDEX act_keys ON act USING gin (keys);
