-- Each message is written three times at least, and an index over all of them each time: this one now holds only what is done. It also was
-- what the planner took, on tables that have just begun to fill, to find one message by contact and channel among thousands.
DROP INDEX notification_newest;
CREATE INDEX notification_newest ON notification (contact, channel, due_at DESC) WHERE state IN ('handed-over', 'delivered', 'failed');
CREATE INDEX notification_test ON notification (planned_for) WHERE contact = '(test)';
DROP INDEX alert_digest;
CREATE INDEX alert_digest ON alert (digest_id) WHERE digest_id IS NOT NULL;
-- A code is given with a message about the same alert, whose foreign key finds an alert that is not there.
ALTER TABLE acknowledgement_code DROP CONSTRAINT acknowledgement_code_alert_id_fkey;

-- As before; but of claims, which are no step, it writes nothing and asks nothing.
CREATE OR REPLACE FUNCTION step_of_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM new_rows WHERE state <> 'sending') THEN
    RETURN NULL;
  END IF;
  INSERT INTO outbox (alert_id, contact, channel, occasion, step, at)
  SELECT n.alert_id, n.contact, n.channel, n.occasion, s.step, clock_timestamp()
  FROM new_rows n JOIN old_rows o USING (id)
  CROSS JOIN LATERAL unnest(
    CASE WHEN o.state IN ('sending', 'unknown') AND n.state = 'accepted' THEN ARRAY['handed-over', 'accepted']
         WHEN o.state IN ('sending', 'unknown') AND n.provider IS NOT NULL AND n.state = 'delivered' THEN ARRAY['handed-over', 'accepted', 'delivered']
         ELSE ARRAY[n.state] END) WITH ORDINALITY AS s(step, number)
  WHERE n.state <> o.state AND n.state <> 'sending'
  ORDER BY n.id, s.number;
  RETURN NULL;
END $$;
