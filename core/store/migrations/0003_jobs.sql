-- Work that must be done even if a process dies in the middle of it. `run` counts the takings: what a worker
-- writes counts only while its number is the latest, so one that was given up for dead can spoil nothing.
-- open_key is unique_key as long as the job waits or runs. `due` ends with the kind, so that those nobody knows
-- any more are passed over without being read. owner_id has no foreign key: a job outlives whom it
-- is about.

CREATE TABLE job (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  queue VARCHAR(40) NOT NULL,
  kind VARCHAR(80) NOT NULL,
  state TINYINT UNSIGNED NOT NULL,
  payload TEXT NOT NULL,
  unique_key VARBINARY(200) NULL,
  open_key VARBINARY(200) NULL,
  owner_id BIGINT UNSIGNED NULL,
  run_after DATETIME(3) NOT NULL,
  run INT UNSIGNED NOT NULL DEFAULT 0,
  attempts INT UNSIGNED NOT NULL DEFAULT 0,
  cancel_asked BOOLEAN NOT NULL DEFAULT FALSE,
  lease_until DATETIME(3) NULL,
  checkpoint TEXT NOT NULL,
  done BIGINT UNSIGNED NOT NULL DEFAULT 0,
  total BIGINT UNSIGNED NOT NULL DEFAULT 0,
  note VARCHAR(400) NOT NULL DEFAULT '',
  last_error VARCHAR(1000) NOT NULL DEFAULT '',
  created_at DATETIME(3) NOT NULL,
  started_at DATETIME(3) NULL,
  ended_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY open_one (kind, open_key),
  KEY due (queue, state, run_after, kind),
  KEY lease (state, lease_until),
  KEY ended (state, ended_at),
  KEY of_owner (owner_id, id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- When recurring work is due next. Who finds it due moves it on in the transaction that makes the job.
CREATE TABLE job_schedule (
  name VARCHAR(80) NOT NULL,
  rhythm VARCHAR(100) NOT NULL,
  next_due DATETIME(3) NOT NULL,
  last_due DATETIME(3) NULL,
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
