-- A person's own log: what concerns nobody else, on all of their devices. `rev` counts its changes; every row below
-- carries the rev of its latest one. What was taken away keeps its row, so that sync can tell of it: these are things
-- that people do by hand, so there are never many.
CREATE TABLE personal_head (
  person_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (person_id),
  CONSTRAINT personal_head_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- archived_seq: the latest message at that time; a later one ends it. unread_from: marked unread from there on, until
-- something beyond unread_until was read.
CREATE TABLE personal_place (
  person_id BIGINT UNSIGNED NOT NULL,
  conversation_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  favourite BOOLEAN NOT NULL,
  muted BOOLEAN NOT NULL,
  muted_until DATETIME(3) NULL,
  archived_seq BIGINT UNSIGNED NULL,
  unread_from BIGINT UNSIGNED NULL,
  unread_until BIGINT UNSIGNED NULL,
  PRIMARY KEY (person_id, conversation_id),
  KEY by_rev (person_id, rev),
  CONSTRAINT personal_place_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE saved_message (
  person_id BIGINT UNSIGNED NOT NULL,
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  saved BOOLEAN NOT NULL,
  at DATETIME(3) NOT NULL,
  PRIMARY KEY (person_id, conversation_id, seq),
  KEY by_rev (person_id, rev),
  KEY in_order (person_id, saved, rev),
  CONSTRAINT saved_message_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- written_at decides between two devices; it stays when the draft is gone (an empty body).
CREATE TABLE draft (
  person_id BIGINT UNSIGNED NOT NULL,
  conversation_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  written_at DATETIME(3) NOT NULL,
  reply_to BIGINT UNSIGNED NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (person_id, conversation_id),
  KEY by_rev (person_id, rev),
  CONSTRAINT draft_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- turn: counts its changes by the person; the job of an earlier turn does nothing. taken: it is being posted, with
-- client_key, so that it is posted once however often the job runs.
CREATE TABLE scheduled_message (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  person_id BIGINT UNSIGNED NOT NULL,
  conversation_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  client_key VARBINARY(260) NOT NULL,
  reply_to BIGINT UNSIGNED NULL,
  send_at DATETIME(3) NOT NULL,
  state TINYINT UNSIGNED NOT NULL,
  turn INT UNSIGNED NOT NULL,
  taken BOOLEAN NOT NULL,
  seq BIGINT UNSIGNED NULL,
  reason VARCHAR(400) NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY once (person_id, client_key),
  KEY by_rev (person_id, rev),
  KEY open_ones (person_id, state),
  CONSTRAINT scheduled_message_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE preference (
  person_id BIGINT UNSIGNED NOT NULL,
  name VARCHAR(40) NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, name),
  KEY by_rev (person_id, rev),
  CONSTRAINT preference_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
