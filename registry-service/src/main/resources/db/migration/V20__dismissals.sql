-- The names that a defender has in the index, as one keyed hash: whether they are the same as they were. Erased with the defender.
CREATE TABLE indexed_names (
  defender_id uuid  PRIMARY KEY,
  names       bytea NOT NULL
);

-- The desk's decisions that two defenders are not one, the lesser id first.
CREATE TABLE dismissal (
  case_id     uuid        NOT NULL, -- the case that the decision is an event of
  event_id    text        COLLATE "C" NOT NULL,
  one         uuid        NOT NULL,
  other       uuid        NOT NULL,
  names       text        COLLATE "C" NOT NULL, -- of both, when it was decided
  recorded_at timestamptz NOT NULL,
  decided_by  text,
  PRIMARY KEY (case_id, event_id),
  CHECK (one < other)
);
CREATE INDEX dismissal_pair ON dismissal (one, other);

-- What the names of a pair come to now, for comparison with what a dismissal says.
CREATE FUNCTION names_of_pair(one uuid, other uuid) RETURNS text LANGUAGE sql STABLE
  RETURN encode(sha256(coalesce((SELECT n.names FROM indexed_names n WHERE n.defender_id = one), '') || coalesce((SELECT n.names FROM indexed_names n WHERE n.defender_id = other), '')), 'hex');

-- The pairs that are put aside: both have the names that they had when it was decided.
CREATE VIEW dismissed AS
  SELECT DISTINCT ON (one, other) one, other, case_id, event_id, recorded_at, decided_by FROM dismissal
  WHERE names = names_of_pair(one, other) ORDER BY one, other, recorded_at, event_id;
