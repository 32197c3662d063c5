-- The index of names: computed from described defenders and data keys, and without plain text. What two defenders have in common shows as equal tokens;
-- a token tells nothing without the cluster's identity secret.

-- Which subjects describe a defender.
CREATE TABLE described (
  defender_id uuid NOT NULL,
  subject     text COLLATE "C" NOT NULL,
  PRIMARY KEY (defender_id, subject)
);
CREATE INDEX described_subject ON described (subject);

CREATE TABLE name_token (
  defender_id uuid     NOT NULL,
  token       bytea    NOT NULL, -- HMAC-SHA-256 under a key derived from the identity secret, the first 128 bits
  kind        smallint NOT NULL, -- NameToken.Kind
  writing     smallint NOT NULL, -- Writing: the script of the name
  arity       smallint NOT NULL, -- how many parts of the name it covers
  parts       smallint NOT NULL, -- how many parts the name has
  alias       boolean  NOT NULL,
  PRIMARY KEY (defender_id, token, writing)
);
CREATE INDEX name_token_holder ON name_token (token, defender_id);

-- Pairs that may be one defender, the lesser id first.
CREATE TABLE suggestion (
  one     uuid   NOT NULL,
  other   uuid   NOT NULL,
  score   real   NOT NULL,
  reasons text[] NOT NULL,
  PRIMARY KEY (one, other),
  CHECK (one < other)
);
CREATE INDEX suggestion_other ON suggestion (other);
CREATE INDEX suggestion_score ON suggestion (score DESC, one, other);
CREATE INDEX event_merge ON event (subject) WHERE type IN ('org.tocsin.defenders-merged.v1', 'org.tocsin.defenders-unmerged.v1');
