-- Of what ops has been told when: by one instance for all of them, also after it was started again.
CREATE TABLE auditor_told (
  finding text        PRIMARY KEY,
  at      timestamptz NOT NULL
);
