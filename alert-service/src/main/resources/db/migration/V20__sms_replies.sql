-- Replies that were processed, by the provider's id of them or else by a hash of who said what: a reply that is delivered again is known here.
CREATE TABLE sms_reply (
  key         text        PRIMARY KEY,
  received_at timestamptz NOT NULL
);
CREATE INDEX sms_reply_received ON sms_reply (received_at);

-- Numbers from which STOP came and no START since: they get no SMS.
CREATE TABLE sms_stop (
  number     text        PRIMARY KEY,
  stopped_at timestamptz NOT NULL
);

-- Answers to replies, so that two machines do not answer each other for ever.
CREATE TABLE sms_answer (
  number      text        NOT NULL,
  kind        text        NOT NULL,
  answered_at timestamptz NOT NULL
);
CREATE INDEX sms_answer_answered ON sms_answer (answered_at);
