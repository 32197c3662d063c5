-- Who read, exported or changed what: every entry of audit-events, by its place in that topic. Ids and codes only; what somebody wrote is sealed.
CREATE TABLE audit_entry (
  partition       int         NOT NULL,
  "offset"        bigint      NOT NULL,
  recorded_at     timestamptz NOT NULL,
  who             text        COLLATE "C" NOT NULL,
  action          text        COLLATE "C" NOT NULL,
  about           text        COLLATE "C" NOT NULL,
  purpose         text,
  decision        text,
  reason          text,
  cases           uuid[]      NOT NULL,
  until           timestamptz,
  notice          text[]      NOT NULL,
  text_owner      text,
  text_key_id     text,
  text_nonce      text,
  text_ciphertext text,
  PRIMARY KEY (partition, "offset")
);
CREATE INDEX audit_entry_who ON audit_entry (who, recorded_at DESC, partition DESC, "offset" DESC);
CREATE INDEX audit_entry_about ON audit_entry (about, recorded_at DESC, partition DESC, "offset" DESC);
CREATE INDEX audit_entry_cases ON audit_entry USING gin (cases);

-- Entries are only added: whoever wants to hide a reading has to drop this trigger first, which the service never does.
CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();
