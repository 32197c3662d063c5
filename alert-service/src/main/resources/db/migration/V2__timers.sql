-- db-scheduler's table, as its documentation gives it for PostgreSQL.
CREATE TABLE scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
CREATE INDEX priority_execution_time_idx ON scheduled_tasks (priority DESC, execution_time ASC);

-- A digest is an alert about no case; the minor alerts that it tells of point to it.
ALTER TABLE alert ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE alert ADD COLUMN digest_id uuid REFERENCES alert;
CREATE INDEX alert_digest ON alert (digest_id);
CREATE INDEX alert_minor ON alert (raised_at) WHERE severity = 0 AND digest_id IS NULL AND case_id IS NOT NULL;

-- Letters to States and what came back: a letter is overdue when its time is over and nothing of substance has come.
CREATE TABLE communication (
  case_id     uuid        NOT NULL,
  reference   text        NOT NULL,
  overdue_at  timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  settled     boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (case_id, reference)
);
CREATE INDEX communication_open ON communication (overdue_at) WHERE NOT settled;
CREATE TABLE reply_of_substance (
  case_id   uuid NOT NULL,
  reference text NOT NULL,
  PRIMARY KEY (case_id, reference)
);
