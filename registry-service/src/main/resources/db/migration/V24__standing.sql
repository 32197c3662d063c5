-- Of the contents under one id one stands, and no content is there twice: so writers of one id find out without a lock. The beginning of the index finds what is under an id.
DROP INDEX event_content;
CREATE UNIQUE INDEX event_content ON event (origin, event_id, (CASE WHEN stands THEN '' ELSE digest END));

-- The last event of a case is found without the others: lists of cases ask for it.
DROP INDEX event_subject;
CREATE INDEX event_subject ON event (subject, place);
