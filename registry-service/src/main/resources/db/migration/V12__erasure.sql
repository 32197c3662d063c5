-- What sealing-keys says of owners as a whole: all keys are destroyed, and no new ones are made until they are allowed.
CREATE TABLE erased_owner (
  owner      text        COLLATE "C" PRIMARY KEY,
  erased_at  timestamptz NOT NULL,
  allowed_at timestamptz
);

-- Keys that are gone, or have to go: destroyed_at is when their tombstone was recorded in sealing-keys. The epoch is the key of the keyset under which they were wrapped.
CREATE TABLE destroyed_key (
  owner        text   COLLATE "C" NOT NULL,
  key_id       text   COLLATE "C" NOT NULL,
  epoch        bigint,
  destroyed_at timestamptz,
  PRIMARY KEY (owner, key_id)
);
CREATE INDEX destroyed_key_due ON destroyed_key (owner) WHERE destroyed_at IS NULL;
CREATE INDEX destroyed_key_at ON destroyed_key (destroyed_at);

-- Orders to erase, from the record.
CREATE TABLE erasure_order (
  event_id    text        COLLATE "C" PRIMARY KEY,
  defender_id uuid        NOT NULL,
  covered     uuid[]      NOT NULL,
  ground      text,
  ordered_by  text,
  ordered_at  timestamptz NOT NULL
);
CREATE INDEX erasure_order_covered ON erasure_order USING gin (covered);

-- The certificates of erasures, from sealing-keys.
CREATE TABLE erasure_certificate (
  event_id    text COLLATE "C" PRIMARY KEY,
  certificate text NOT NULL
);

-- How far the worker has come; when it is lost, the worker begins again.
CREATE TABLE erasure_progress (
  event_id     text        COLLATE "C" PRIMARY KEY,
  derived_rows jsonb,
  scanned_at   timestamptz,
  records_left int
);

-- By epoch: the first five bytes name the key of the keyset under which a data key is wrapped.
CREATE INDEX sealing_key_epoch ON sealing_key (substring(wrapped FROM 1 FOR 5));
