-- When this database was made: what the log holds from long before has been told by a database that is gone. One that has been read into
-- already has told of everything itself.
CREATE TABLE beginning (
  began_at timestamptz NOT NULL
);
INSERT INTO beginning SELECT CASE WHEN EXISTS (SELECT 1 FROM log_position) THEN 'epoch'::timestamptz ELSE now() END;
