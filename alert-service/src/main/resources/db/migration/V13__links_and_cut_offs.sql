-- A code opens a link in a mail: it holds for a while, for one acknowledgement, and not after a cut-off. Of each alert a contact has at
-- most one that was neither used nor made void; when an alert begins anew there is a new one.
ALTER TABLE acknowledgement_code
  DROP CONSTRAINT acknowledgement_code_pkey,
  DROP CONSTRAINT acknowledgement_code_code_key,
  ADD PRIMARY KEY (code),
  ADD COLUMN expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
  ADD COLUMN used_at    timestamptz,
  ADD COLUMN void_at    timestamptz;
ALTER TABLE acknowledgement_code ALTER COLUMN expires_at DROP DEFAULT;
CREATE UNIQUE INDEX acknowledgement_code_open ON acknowledgement_code (alert_id, contact) WHERE used_at IS NULL AND void_at IS NULL;

-- Contacts whose handset or mailbox is lost: nothing goes to their addresses, whatever the plan says, until it is lifted (which deletes
-- the row; audit-events has both). The addresses are those of that moment: they are cut off under any other contact too.
CREATE TABLE cut_off (
  contact    text        PRIMARY KEY,
  addresses  text[]      NOT NULL,
  cut_off_by text        NOT NULL,
  cut_off_at timestamptz NOT NULL
);
