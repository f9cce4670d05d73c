-- Whom a message addresses, as JSON (message_parts.h): a page of history shows it.
ALTER TABLE message
  ADD COLUMN mentions TEXT NULL;

-- One row for each person that a message addresses by name; one with person 0 where it addresses everybody in the
-- conversation, however many they are. Only messages that address somebody have rows here.
CREATE TABLE mention (
  person_id BIGINT UNSIGNED NOT NULL,
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL,
  PRIMARY KEY (person_id, conversation_id, seq),
  KEY in_time (person_id, at, conversation_id, seq),
  KEY of_conversation (conversation_id, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
