-- Everything here is computed from the log. A change of these tables is never made to tables that are in use: they are built anew beside them (docs/registry.md).

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
  place       bigint      NOT NULL, -- partition and offset in one number
  origin      text        COLLATE "C" NOT NULL,
  event_id    text        COLLATE "C" NOT NULL,
  digest      text        COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL,
  type        text        COLLATE "C" NOT NULL,
  subject     text        COLLATE "C" NOT NULL,
  stands      boolean     NOT NULL,
  data        jsonb       NOT NULL
);
CREATE UNIQUE INDEX event_content ON event (origin, event_id, digest);
CREATE UNIQUE INDEX event_place ON event (place);
CREATE INDEX event_subject ON event (subject);
CREATE INDEX event_amendment ON event (subject) WHERE type IN ('org.tocsin.event-corrected.v1', 'org.tocsin.event-retracted.v1', 'org.tocsin.event-confirmed.v1');
CREATE INDEX event_about_no_case ON event (type) WHERE subject >= 'focal-point';

-- What each version of an event contributes to figures, and from when until when that version was known (DOMAIN.md, section 6, rule 2).
CREATE TABLE fact (
  place       bigint      NOT NULL, -- of its event
  kind        text        COLLATE "C" NOT NULL,
  case_id     uuid,
  defender    uuid,
  state       text        COLLATE "C", -- in whose figures it counts
  code        text        COLLATE "C" NOT NULL,
  detail      text        COLLATE "C",
  source      text        COLLATE "C", -- what counts as one source
  keys        uuid[],                  -- reports with one in common are the same act
  shared      boolean     NOT NULL,    -- whether another report can be the same act
  occurred    text        COLLATE "C" NOT NULL,
  precision   smallint    NOT NULL,
  happened_by timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  known_from  timestamptz NOT NULL,
  known_to    timestamptz NOT NULL
);
CREATE INDEX fact_place ON fact (place);
CREATE INDEX fact_state ON fact (state, kind) INCLUDE (code, shared, case_id, defender, happened_by, known_from, known_to) WHERE state IS NOT NULL;
CREATE INDEX fact_defender ON fact (defender) WHERE defender IS NOT NULL;
CREATE INDEX fact_reply ON fact (case_id) WHERE kind = 'reply';
CREATE INDEX fact_closing ON fact (case_id) WHERE kind = 'closing';

-- Which reports have a key in common, over all versions that ever were.
CREATE TABLE act_key (
  key   uuid   NOT NULL,
  place bigint NOT NULL,
  PRIMARY KEY (key, place)
);

-- Data keys, wrapped under the key-encryption keyset: what opens the sealed parts of events. A destroyed key's row is deleted.
CREATE TABLE sealing_key (
  owner   text  COLLATE "C" NOT NULL,
  key_id  text  COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (owner, key_id)
);
