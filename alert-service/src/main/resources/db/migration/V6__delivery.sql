-- What has happened and is not yet in alert-events: written with what it tells of, sent in the order of seq, deleted when the brokers have it.
CREATE TABLE outbox (
  seq      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid        NOT NULL DEFAULT gen_random_uuid(),
  alert_id uuid        NOT NULL,
  contact  text,
  channel  text,
  occasion text,
  step     text        NOT NULL,
  at       timestamptz NOT NULL
);

-- partner: whose report the message tells of, so that partners take turns. planned_for: when it should have gone, by which a late one is
-- marked. bundle_id: the mail that told of several. provider: who has taken it. receipt_until: until when a receipt is waited for.
ALTER TABLE notification
  ADD COLUMN partner       text NOT NULL DEFAULT '',
  ADD COLUMN planned_for   timestamptz,
  ADD COLUMN bundle_id     uuid,
  ADD COLUMN provider      text,
  ADD COLUMN receipt_until timestamptz;
UPDATE notification SET planned_for = due_at;
ALTER TABLE notification ALTER COLUMN planned_for SET NOT NULL;
DROP INDEX notification_due;
DROP INDEX notification_provider;
CREATE INDEX notification_due ON notification (channel, urgency, partner, due_at) WHERE state IN ('queued', 'unknown');
CREATE INDEX notification_sending ON notification (lease_until) WHERE state = 'sending';
CREATE INDEX notification_receipt ON notification (receipt_until) WHERE receipt_until IS NOT NULL;
CREATE INDEX notification_provider ON notification (provider_message_id) WHERE provider_message_id IS NOT NULL;
CREATE INDEX notification_handed ON notification (contact, handed_at) WHERE channel = 'EMAIL' AND urgency <= 1;

-- A receipt that came before its message was known to have been handed over, or that names the message by our own reference.
ALTER TABLE receipt
  ADD COLUMN notification_id uuid,
  ADD COLUMN received_at     timestamptz NOT NULL DEFAULT now();
CREATE INDEX receipt_notification ON receipt (notification_id) WHERE notification_id IS NOT NULL;
CREATE INDEX receipt_received ON receipt (received_at);
