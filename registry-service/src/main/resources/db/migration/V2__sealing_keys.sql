-- Data keys, wrapped under the key-encryption keyset: what opens the sealed parts of events. A destroyed key's row is deleted.
CREATE TABLE sealing_key (
  owner   text  COLLATE "C" NOT NULL,
  key_id  text  COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (owner, key_id)
);
CREATE INDEX event_id ON event (origin, event_id);
