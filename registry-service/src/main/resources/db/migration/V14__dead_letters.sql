-- What readers of any service could not process: every record and reader once, by its first letter. Places, codes and ids only.
CREATE TABLE dead_letter (
  topic       text        COLLATE "C" NOT NULL,
  partition   int         NOT NULL,
  "offset"    bigint      NOT NULL,
  consumer    text        COLLATE "C" NOT NULL,
  service     text        COLLATE "C", -- unknown in letters of the first version
  reason      text        COLLATE "C" NOT NULL,
  subject     text        COLLATE "C", -- where the record's key tells
  place       bigint      NOT NULL,    -- of the letter: partition and offset in one number
  recorded_at timestamptz NOT NULL,    -- of the letter
  PRIMARY KEY (topic, partition, "offset", consumer)
);
CREATE UNIQUE INDEX dead_letter_place ON dead_letter (place);
