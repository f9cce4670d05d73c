-- 10,000 people (1 … 10,000), each in one group of 50, who will do nothing but be there.
SET @people = 10000, @first_person = 1;
source people.sql

INSERT INTO conversation (id, kind, visibility, name, created_by, created_at)
SELECT seq, 3, 1, CONCAT('Group ', seq), 1 + (seq - 1) * 50, UTC_TIMESTAMP(3) FROM seq_1_to_200;
INSERT INTO conversation_head (conversation_id, seq, rev, last_at) SELECT id, 0, 1, created_at FROM conversation;
INSERT INTO member (conversation_id, person_id, role, joined_at, rev)
SELECT 1 + (seq - 1) DIV 50, seq, IF((seq - 1) % 50 = 0, 4, 1), UTC_TIMESTAMP(3), 1 FROM seq_1_to_10000;
