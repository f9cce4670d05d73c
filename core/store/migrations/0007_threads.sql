-- A thread is a conversation that hangs from a message of another one; there is one for each message at most.
ALTER TABLE conversation
  ADD COLUMN parent_id BIGINT UNSIGNED NULL,
  ADD COLUMN root_seq BIGINT UNSIGNED NULL,
  ADD UNIQUE KEY thread (parent_id, root_seq);

-- thread: what the message shows of the thread that hangs from it, as JSON (message_parts.h). forwarded_from and
-- forwarded_at: who wrote first what somebody passed on, and when.
ALTER TABLE message
  ADD COLUMN thread TEXT NULL,
  ADD COLUMN forwarded_from BIGINT UNSIGNED NULL,
  ADD COLUMN forwarded_at DATETIME(3) NULL;
