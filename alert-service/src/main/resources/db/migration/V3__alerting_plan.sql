-- Every plan that has ever held: contacts, schedules, policies, as they were written. The newest holds.
CREATE TABLE alerting_plan (
  version    bigint      PRIMARY KEY,
  text       text        NOT NULL,
  digest     text        NOT NULL,
  source     text        NOT NULL,
  applied_by text        NOT NULL,
  applied_at timestamptz NOT NULL
);

-- Addresses that have shown by a code that messages arrive; another address of the same contact is not verified by it.
CREATE TABLE verified_address (
  contact     text        NOT NULL,
  channel     text        NOT NULL,
  address     text        NOT NULL,
  verified_at timestamptz NOT NULL,
  PRIMARY KEY (contact, channel, address)
);

-- The code that was sent last to an address: only its hash.
CREATE TABLE address_code (
  contact    text        NOT NULL,
  channel    text        NOT NULL,
  address    text        NOT NULL,
  code_hash  text        NOT NULL,
  expires_at timestamptz NOT NULL,
  tries      int         NOT NULL,
  PRIMARY KEY (contact, channel)
);
