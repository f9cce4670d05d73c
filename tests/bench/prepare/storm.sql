-- The people of groups.sql, and one group of all 1,000 of them (2000) with ten messages to react to.
source groups.sql

INSERT INTO conversation (id, kind, visibility, name, created_by, created_at)
VALUES (2000, 3, 1, 'Everybody', 1, UTC_TIMESTAMP(3));
INSERT INTO conversation_head (conversation_id, seq, rev, last_at) VALUES (2000, 10, 10, UTC_TIMESTAMP(3));
INSERT INTO member (conversation_id, person_id, role, joined_at, delivered_seq, read_seq, rev)
SELECT 2000, seq, IF(seq = 1, 4, 1), UTC_TIMESTAMP(3), 10, 10, 1 FROM seq_1_to_1000;
INSERT INTO message (conversation_id, seq, rev, sender_id, client_key, kind, created_at, body)
SELECT 2000, seq, seq, seq, UNHEX(LPAD(HEX(seq), 32, '0')), 1, UTC_TIMESTAMP(3), CONCAT('We have won! ', seq)
FROM seq_1_to_10;
