-- A step that nobody can read would hold up all that come after it. So whoever writes one that there is not is told at once, as what it
-- belongs to is written. Not asked of what waits already: an upgrade must not fail by it.
ALTER TABLE outbox
  ADD CONSTRAINT outbox_known_step CHECK (step IN (
    'raised', 'queued', 'handed-over', 'accepted', 'delivered', 'failed', 'unknown',
    'acknowledged', 'escalated', 'withdrawn', 'cancelled', 'closed')) NOT VALID,
  ADD CONSTRAINT outbox_whole_message CHECK (num_nulls(contact, channel, occasion) IN (0, 3)) NOT VALID;
