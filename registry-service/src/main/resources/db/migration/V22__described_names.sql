-- What the index of names is made of, so that what arrives is all that has to be looked at. Hashes only; all of it is erased with the defender.

-- Which names the standing description at a place gives, as far as it opens.
CREATE TABLE described_name (
  place       bigint NOT NULL,
  name        bytea  NOT NULL, -- keyed hash
  defender_id uuid   NOT NULL,
  rank        bytea  NOT NULL, -- later descriptions are greater, and of one description earlier names
  PRIMARY KEY (place, name)
);
CREATE INDEX described_name_rank ON described_name (defender_id, name, rank);

-- Each name of a defender once, with its greatest rank and the place that gives it.
CREATE TABLE defender_name (
  defender_id uuid   NOT NULL,
  name        bytea  NOT NULL,
  rank        bytea  NOT NULL,
  place       bigint NOT NULL,
  PRIMARY KEY (defender_id, name)
);
CREATE INDEX defender_name_rank ON defender_name (defender_id, rank);

-- Which keys open the description at a place and its corrections, and whether they have.
CREATE TABLE described_key (
  owner  text    COLLATE "C" NOT NULL,
  key_id text    COLLATE "C" NOT NULL,
  place  bigint  NOT NULL,
  opened boolean NOT NULL,
  PRIMARY KEY (owner, key_id, place)
);
CREATE INDEX described_key_place ON described_key (place);

-- The names that are indexed, in order: hashes, one after the other.
ALTER TABLE indexed_names ADD COLUMN listed bytea NOT NULL;
