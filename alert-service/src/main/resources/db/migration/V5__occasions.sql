-- Of one alert, the same contact is told by the same channel once for each occasion: the news, a reminder, a correction ...
-- The label is the occasion's mark in the message.
ALTER TABLE notification
  ADD COLUMN occasion  text    NOT NULL DEFAULT 'news',
  ADD COLUMN label     text    NOT NULL DEFAULT '',
  ADD COLUMN handed_at timestamptz,
  ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
UPDATE notification SET occasion = 'news ' || step WHERE step <> 1;
UPDATE notification SET handed_at = due_at WHERE state IN ('handed-over', 'delivered', 'failed');
ALTER TABLE notification DROP COLUMN step;
ALTER TABLE notification
  ALTER COLUMN occasion DROP DEFAULT,
  ALTER COLUMN label DROP DEFAULT,
  ADD UNIQUE (alert_id, contact, channel, occasion);
