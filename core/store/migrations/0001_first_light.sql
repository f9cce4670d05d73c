-- The first schema. Every table says its own character set, so that the server's default does not matter.
-- What must be unique whatever its case is stored folded beside its own form, in bytes: a comparison of
-- texts would take "ana " for "ana" (PAD SPACE). Times are UTC. Ids stay below 2^53.

CREATE TABLE person (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  user_name VARCHAR(100) NOT NULL,
  user_name_key VARBINARY(400) NOT NULL,
  name VARCHAR(200) NOT NULL,
  role TINYINT UNSIGNED NOT NULL,
  blocked BOOLEAN NOT NULL DEFAULT FALSE,
  email VARCHAR(320) NULL,
  email_key VARBINARY(1300) NULL,
  phone VARCHAR(40) NULL,
  password_hash VARCHAR(300) NOT NULL,
  must_change_password BOOLEAN NOT NULL DEFAULT FALSE,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY user_name (user_name_key),
  UNIQUE KEY email (email_key)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Apart from person, because it is written often.
CREATE TABLE person_seen (
  person_id BIGINT UNSIGNED NOT NULL,
  last_seen_at DATETIME(3) NOT NULL,
  PRIMARY KEY (person_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE session (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  person_id BIGINT UNSIGNED NOT NULL,
  kind TINYINT UNSIGNED NOT NULL,
  token_hash BINARY(32) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  last_used_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3) NULL,
  address VARCHAR(64) NOT NULL,
  agent VARCHAR(200) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY token (token_hash),
  KEY of_person (person_id, ended_at),
  KEY expiry (expires_at),
  CONSTRAINT session_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The refresh tokens of program sessions. Used ones stay until their session expires: whoever shows one
-- again has stolen it, or was stolen from.
CREATE TABLE refresh_token (
  token_hash BINARY(32) NOT NULL,
  session_id BIGINT UNSIGNED NOT NULL,
  used_at DATETIME(3) NULL,
  PRIMARY KEY (token_hash),
  CONSTRAINT refresh_token_session FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE invite (
  code_hash BINARY(32) NOT NULL,
  created_by BIGINT UNSIGNED NOT NULL,
  uses_left INT UNSIGNED NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (code_hash),
  CONSTRAINT invite_person FOREIGN KEY (created_by) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- direct_lo and direct_hi: the two of a direct conversation, the smaller id first; both the same for notes
-- to self. creation_key: what makes creating a group again with the same key give the same group.
CREATE TABLE conversation (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  kind TINYINT UNSIGNED NOT NULL,
  visibility TINYINT UNSIGNED NOT NULL,
  name VARCHAR(400) NULL,
  description VARCHAR(2000) NULL,
  created_by BIGINT UNSIGNED NOT NULL,
  created_at DATETIME(3) NOT NULL,
  direct_lo BIGINT UNSIGNED NULL,
  direct_hi BIGINT UNSIGNED NULL,
  creation_key BINARY(16) NULL,
  deleted_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY direct (direct_lo, direct_hi),
  UNIQUE KEY creation (created_by, creation_key),
  CONSTRAINT conversation_person FOREIGN KEY (created_by) REFERENCES person (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The two counters. Narrow and apart, because it is written with every message. No foreign key: it would
-- lock and read the parent row with every message; a row that was not there is found by its counters (see
-- commit_batch.cpp).
CREATE TABLE conversation_head (
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  last_at DATETIME(3) NOT NULL,
  PRIMARY KEY (conversation_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who left keeps the row, so that sync can tell of it. `present` finds the present ones in order whoever
-- left.
CREATE TABLE member (
  conversation_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  role TINYINT UNSIGNED NOT NULL,
  joined_at DATETIME(3) NOT NULL,
  left_at DATETIME(3) NULL,
  added_by BIGINT UNSIGNED NULL,
  removed_by BIGINT UNSIGNED NULL,
  delivered_seq BIGINT UNSIGNED NOT NULL DEFAULT 0,
  read_seq BIGINT UNSIGNED NOT NULL DEFAULT 0,
  rev BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (conversation_id, person_id),
  KEY by_rev (conversation_id, rev),
  KEY present (conversation_id, left_at, person_id),
  KEY of_person (person_id, left_at, conversation_id),
  CONSTRAINT member_conversation FOREIGN KEY (conversation_id) REFERENCES conversation (id)
    ON DELETE CASCADE,
  CONSTRAINT member_person FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who brought whom in or out, or gave which role, and when: never changed, never forgotten.
CREATE TABLE member_event (
  conversation_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  by_id BIGINT UNSIGNED NOT NULL,
  present BOOLEAN NOT NULL,
  role TINYINT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL,
  PRIMARY KEY (conversation_id, rev, person_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row for each time a watermark moved (kind 1 delivered, 2 read): from it follows when any message
-- reached whom.
CREATE TABLE receipt_advance (
  conversation_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  kind TINYINT UNSIGNED NOT NULL,
  up_to_seq BIGINT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL,
  PRIMARY KEY (conversation_id, person_id, kind, up_to_seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- client_key: what stands for the sender's key (see key_bytes.h); `once` makes sending idempotent for ever. It
-- begins with the key, because our clients' keys are ordered by time and so come at its end. rev is that of
-- posting and rises with seq, so what is new since a rev is found by seq, without an index that every message
-- would have to pay for; changed_rev is that of the latest change, if there was one (message_change finds it).
-- No foreign keys: each would cost a look-up and a lock in a row that others write. The conversation is proven
-- by its head, the sender by being a member.
CREATE TABLE message (
  conversation_id BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  sender_id BIGINT UNSIGNED NOT NULL,
  client_key BINARY(16) NULL,
  kind TINYINT UNSIGNED NOT NULL,
  reply_to BIGINT UNSIGNED NULL,
  created_at DATETIME(3) NOT NULL,
  edited_at DATETIME(3) NULL,
  deleted_at DATETIME(3) NULL,
  changed_rev BIGINT UNSIGNED NULL,
  body TEXT NOT NULL,
  notice TEXT NULL,
  PRIMARY KEY (conversation_id, seq),
  UNIQUE KEY once (client_key, sender_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row for each message that was changed after it was posted, under its changed_rev.
CREATE TABLE message_change (
  conversation_id BIGINT UNSIGNED NOT NULL,
  rev BIGINT UNSIGNED NOT NULL,
  seq BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (conversation_id, rev)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
