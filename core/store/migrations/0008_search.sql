-- The index for finding messages: for each word the messages that have it, the latest last. Why ordinary tables and
-- no FULLTEXT index, docs/decisions/0012 says.

-- messages: how many have the word, or had it; only to begin with the rarest.
CREATE TABLE search_word (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT,
  word VARBINARY(64) NOT NULL,
  messages BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY word (word)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- number: the milliseconds at which the message was posted, and 20 bits that tell those of the same millisecond
-- apart; so a range of time is a range of numbers. words: the ids of its words, four bytes each, the lowest first:
-- what must go when it changes.
CREATE TABLE search_message (
  number BIGINT UNSIGNED NOT NULL,
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  words BLOB NOT NULL,
  PRIMARY KEY (number),
  UNIQUE KEY place (conversation_id, seq)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- With the conversation whose members may see it (of a thread, its parent), so that what one may not see is passed
-- over without looking further.
CREATE TABLE search_posting (
  word_id INT UNSIGNED NOT NULL,
  number BIGINT UNSIGNED NOT NULL,
  home_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (word_id, number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How far each conversation is indexed.
CREATE TABLE search_head (
  conversation_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (conversation_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
