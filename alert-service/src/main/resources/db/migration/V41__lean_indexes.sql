-- Each message is written three times at least, and an index over all of them each time: this one now holds only what is done. It also was
-- what the planner took, on tables that have just begun to fill, to find one message by contact and channel among thousands.
DROP INDEX notification_newest;
CREATE INDEX notification_newest ON notification (contact, channel, due_at DESC) WHERE state IN ('handed-over', 'delivered', 'failed');
CREATE INDEX notification_test ON notification (planned_for) WHERE contact = '(test)';
DROP INDEX alert_digest;
CREATE INDEX alert_digest ON alert (digest_id) WHERE digest_id IS NOT NULL;
-- A code is given with a message about the same alert, whose foreign key finds an alert that is not there.
ALTER TABLE acknowledgement_code DROP CONSTRAINT acknowledgement_code_alert_id_fkey;
