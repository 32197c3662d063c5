-- Every step goes to the outbox in the transaction that makes it, whichever code makes it: nobody can forget one.
-- Once for each statement and not for each row, so that a batch costs little more than one.
CREATE FUNCTION step_of_new_alerts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (alert_id, step, at) SELECT id, 'raised', raised_at FROM new_rows ORDER BY raised_at, id;
  RETURN NULL;
END $$;
CREATE TRIGGER alert_raised AFTER INSERT ON alert REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION step_of_new_alerts();

CREATE FUNCTION step_of_alerts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (alert_id, step, at) SELECT n.id, 'cancelled', n.cancelled_at
  FROM new_rows n JOIN old_rows o USING (id) WHERE n.cancelled_at IS NOT NULL AND o.cancelled_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER alert_changed AFTER UPDATE ON alert REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION step_of_alerts();

CREATE FUNCTION step_of_new_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (alert_id, contact, channel, occasion, step, at)
  SELECT alert_id, contact, channel, occasion, state, clock_timestamp() FROM new_rows;
  RETURN NULL;
END $$;
CREATE TRIGGER notification_planned AFTER INSERT ON notification REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION step_of_new_notifications();

-- That it is being sent is no step: the next state says what came of it. A receipt that came before its message was known to be accepted
-- skips no step.
CREATE FUNCTION step_of_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
CREATE TRIGGER notification_changed AFTER UPDATE ON notification REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION step_of_notifications();

CREATE FUNCTION step_of_acknowledgements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (alert_id, step, at) SELECT alert_id, 'acknowledged', acknowledged_at FROM new_rows;
  RETURN NULL;
END $$;
CREATE TRIGGER acknowledgement_taken AFTER INSERT ON acknowledgement REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION step_of_acknowledgements();

CREATE FUNCTION step_of_escalations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (alert_id, step, at) SELECT n.alert_id, s.step, clock_timestamp()
  FROM new_rows n JOIN old_rows o USING (alert_id)
  CROSS JOIN LATERAL (VALUES ('escalated', n.next_moment > o.next_moment), ('closed', n.ended_at IS NOT NULL AND o.ended_at IS NULL)) AS s(step, taken)
  WHERE s.taken;
  RETURN NULL;
END $$;
CREATE TRIGGER escalation_changed AFTER UPDATE ON escalation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION step_of_escalations();
