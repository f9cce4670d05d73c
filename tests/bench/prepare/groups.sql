-- 1,000 people in 20 groups of 50 (conversations 1 … 20), and the same people in 500 talks of two (101 … 600): persons
-- 1 and 2 in the first, 3 and 4 in the second. As everywhere in this folder, person n's session is session n, and
-- numbers of kinds and roles are those of core/chat/values.h.
SET @people = 1000, @first_person = 1;
source people.sql

INSERT INTO conversation (id, kind, visibility, name, created_by, created_at)
SELECT seq, 3, 1, CONCAT('Group ', seq), 1 + (seq - 1) * 50, UTC_TIMESTAMP(3) FROM seq_1_to_20;
INSERT INTO conversation (id, kind, visibility, created_by, created_at, direct_lo, direct_hi)
SELECT 100 + seq, 1, 1, 2 * seq - 1, UTC_TIMESTAMP(3), 2 * seq - 1, 2 * seq FROM seq_1_to_500;
INSERT INTO conversation_head (conversation_id, seq, rev, last_at) SELECT id, 0, 1, created_at FROM conversation;
INSERT INTO member (conversation_id, person_id, role, joined_at, rev)
SELECT 1 + (seq - 1) DIV 50, seq, IF((seq - 1) % 50 = 0, 4, 1), UTC_TIMESTAMP(3), 1 FROM seq_1_to_1000;
INSERT INTO member (conversation_id, person_id, role, joined_at, rev)
SELECT 101 + (seq - 1) DIV 2, seq, 1, UTC_TIMESTAMP(3), 1 FROM seq_1_to_1000;
