-- What was answered to a request with an Idempotency-Key, for a day. `status` 0: it is being carried out.
CREATE TABLE replay (
  person_id BIGINT UNSIGNED NOT NULL,
  key_hash BINARY(32) NOT NULL,
  request_hash BINARY(32) NOT NULL,
  began_at DATETIME(3) NOT NULL,
  status SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  content_type VARCHAR(100) NOT NULL DEFAULT '',
  etag VARCHAR(100) NOT NULL DEFAULT '',
  body MEDIUMTEXT NULL,
  PRIMARY KEY (person_id, key_hash),
  KEY age (began_at),
  KEY of_person (person_id, began_at),
  CONSTRAINT replay_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
