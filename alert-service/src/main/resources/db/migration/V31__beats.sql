-- Beats that are expected, of partners and of test messages: since when each is watched, since when it is missed, and when people were told.
CREATE TABLE expected_beat (
  name          text        PRIMARY KEY,
  watched_since timestamptz NOT NULL,
  missed_since  timestamptz,
  told_at       timestamptz
);
