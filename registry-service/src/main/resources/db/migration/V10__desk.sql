-- The desk's decisions that bring two cases together, or part them: one row for each decision, found from either case. Which cases are linked is worked out when it is read.
CREATE TABLE case_link (
  case_id     uuid        NOT NULL, -- the case that the decision is an event of
  event_id    text        COLLATE "C" NOT NULL,
  one         uuid        NOT NULL,
  other       uuid        NOT NULL,
  joined      boolean     NOT NULL,
  occurred_at text        NOT NULL,
  precision   text        NOT NULL,
  recorded_at timestamptz NOT NULL,
  decided_by  text,
  PRIMARY KEY (case_id, event_id)
);
CREATE INDEX case_link_one ON case_link (one);
CREATE INDEX case_link_other ON case_link (other);

-- The same for two identities of one defender.
CREATE TABLE defender_merge (
  case_id     uuid        NOT NULL,
  event_id    text        COLLATE "C" NOT NULL,
  one         uuid        NOT NULL,
  other       uuid        NOT NULL,
  joined      boolean     NOT NULL,
  occurred_at text        NOT NULL,
  precision   text        NOT NULL,
  recorded_at timestamptz NOT NULL,
  decided_by  text,
  PRIMARY KEY (case_id, event_id)
);
CREATE INDEX defender_merge_one ON defender_merge (one);
CREATE INDEX defender_merge_other ON defender_merge (other);
