-- Messages that change after they were posted. What a page of history shows of it stands in the message's own
-- row, so that reading a page stays one range of one table. `reactions`: the sums, as JSON (see
-- reactions_text.h); who reacted stands in `reaction`.
ALTER TABLE message
  ADD COLUMN reactions TEXT NULL,
  ADD COLUMN pinned_at DATETIME(3) NULL,
  ADD COLUMN pinned_by BIGINT UNSIGNED NULL;

-- rev: of the change that brought it, so that a list of them is in the order in which they came.
CREATE TABLE reaction (
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  emoji VARCHAR(100) NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL,
  PRIMARY KEY (conversation_id, seq, emoji, person_id),
  KEY in_order (conversation_id, seq, rev),
  KEY of_person (conversation_id, person_id, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What a message said before it was edited: one row for each former text, under the rev that ended it.
CREATE TABLE message_version (
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  said_at DATETIME(3) NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (conversation_id, seq, rev)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The pinned messages of a conversation, apart from `message`, where an index of them would cost every row.
CREATE TABLE pin (
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (conversation_id, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
