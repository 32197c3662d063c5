-- What became of the newest message to each address: the weekly check looks.
CREATE INDEX notification_newest ON notification (contact, channel, due_at DESC);
