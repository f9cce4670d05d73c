-- The people and groups of groups.sql, and one group more (2000, of 200 of them) with 1,000,000 messages, 50,000 of
-- them edited, 100,000 reactions and 20,000 receipts. It is closed for deletion, which begins when its job is due.
source groups.sql

SET SESSION unique_checks = 0, foreign_key_checks = 0;

INSERT INTO conversation (id, kind, visibility, name, created_by, created_at, deletion, deletion_by, removal_at)
VALUES (2000, 3, 1, 'The long one', 1, UTC_TIMESTAMP(3) - INTERVAL 400 DAY, 1, 1, UTC_TIMESTAMP(3) + INTERVAL 1 DAY);
INSERT INTO message (conversation_id, seq, rev, sender_id, client_key, kind, created_at, body)
SELECT 2000, seq, seq + 1, 1 + seq * 31 % 200, UNHEX(LPAD(HEX(seq), 32, '0')), 1,
       UTC_TIMESTAMP(3) - INTERVAL (1000000 - seq) SECOND,
       CONCAT('Message ', seq, ': ', REPEAT('the words that people say in a long year. ', 1 + seq % 5))
FROM seq_1_to_1000000;
INSERT INTO message_version (conversation_id, seq, rev, said_at, body)
SELECT 2000, seq * 20, 1000001 + seq, UTC_TIMESTAMP(3), 'What it said before' FROM seq_1_to_50000;
INSERT INTO message_change (conversation_id, rev, seq) SELECT 2000, 1000001 + seq, seq * 20 FROM seq_1_to_50000;
INSERT INTO reaction (conversation_id, seq, emoji, person_id, rev, at)
SELECT 2000, seq * 10, '👍', 1 + seq % 200, 1050001 + seq, UTC_TIMESTAMP(3) FROM seq_1_to_100000;
INSERT INTO receipt_advance (conversation_id, person_id, kind, up_to_seq, at)
SELECT 2000, p.seq, 2, a.seq * 10000, UTC_TIMESTAMP(3) FROM seq_1_to_200 p JOIN seq_1_to_100 a;
INSERT INTO conversation_head (conversation_id, seq, rev, last_at) VALUES (2000, 1000000, 1150001, UTC_TIMESTAMP(3));
INSERT INTO member (conversation_id, person_id, role, joined_at, delivered_seq, read_seq, rev)
SELECT 2000, seq, IF(seq = 1, 4, 1), UTC_TIMESTAMP(3) - INTERVAL 400 DAY, 1000000, 1000000, 1 FROM seq_1_to_200;

ANALYZE TABLE message, member, conversation, conversation_head, person, session;
