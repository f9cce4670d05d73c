-- For those who read: person 1 has 1,000 conversations (1 … 500 groups of 20, 501 … 1,000 talks of two) with 20 messages
-- each, the latest of each at a time of its own; conversation 2,000, of persons 2 … 201, has 1,000,000 messages.
SET @people = 2000, @first_person = 1;
source people.sql

-- Without these, InnoDB checks row by row what is known to be right.
SET SESSION unique_checks = 0, foreign_key_checks = 0;

INSERT INTO conversation (id, kind, visibility, name, created_by, created_at)
SELECT seq, 3, 1, CONCAT('Group ', seq), 1, UTC_TIMESTAMP(3) - INTERVAL 400 DAY FROM seq_1_to_500;
INSERT INTO conversation (id, kind, visibility, created_by, created_at, direct_lo, direct_hi)
SELECT seq, 1, 1, 1, UTC_TIMESTAMP(3) - INTERVAL 400 DAY, 1, 1 + seq FROM seq_501_to_1000;
INSERT INTO conversation (id, kind, visibility, name, created_by, created_at)
VALUES (2000, 3, 1, 'The long one', 2, UTC_TIMESTAMP(3) - INTERVAL 400 DAY);

-- Messages 1 … 20 of each, in no order of conversations, so that the sidebar's order is none of the ids'.
INSERT INTO message (conversation_id, seq, rev, sender_id, kind, created_at, body)
SELECT c.id, m.seq, m.seq + 1, IF((c.id + m.seq) % 2 = 0, 1, IF(c.id > 500, 1 + c.id, 2 + (c.id * 7 + m.seq) % 19)), 1,
       UTC_TIMESTAMP(3) - INTERVAL (c.id * 7919 % 1000 * 25 + 20 - m.seq) MINUTE,
       CONCAT('Message ', m.seq, ' of conversation ', c.id, ', about as long as people write to each other at work.')
FROM conversation c JOIN seq_1_to_20 m WHERE c.id <= 1000 ORDER BY c.id, m.seq;
INSERT INTO message (conversation_id, seq, rev, sender_id, kind, created_at, body)
SELECT 2000, seq, seq + 1, 2 + seq * 31 % 200, 1, UTC_TIMESTAMP(3) - INTERVAL (1000000 - seq) SECOND,
       CONCAT('Message ', seq, ': ', REPEAT('the words that people say in a long year. ', 1 + seq % 5))
FROM seq_1_to_1000000;

INSERT INTO conversation_head (conversation_id, seq, rev, last_at)
SELECT c.id, IF(c.id = 2000, 1000000, 20), IF(c.id = 2000, 1000001, 21),
       (SELECT created_at FROM message m WHERE m.conversation_id = c.id ORDER BY m.seq DESC LIMIT 1)
FROM conversation c;

INSERT INTO member (conversation_id, person_id, role, joined_at, delivered_seq, read_seq, rev)
SELECT c.seq, p.seq, IF(p.seq = 1, 4, 1), UTC_TIMESTAMP(3) - INTERVAL 400 DAY, 20, 15, 1
FROM seq_1_to_500 c JOIN seq_1_to_20 p;
INSERT INTO member (conversation_id, person_id, role, joined_at, delivered_seq, read_seq, rev)
SELECT c.seq, p.seq, 1, UTC_TIMESTAMP(3) - INTERVAL 400 DAY, 20, 15, 1
FROM seq_501_to_1000 c JOIN seq_1_to_2000 p ON p.seq IN (1, 1 + c.seq);
INSERT INTO member (conversation_id, person_id, role, joined_at, delivered_seq, read_seq, rev)
SELECT 2000, seq, IF(seq = 2, 4, 1), UTC_TIMESTAMP(3) - INTERVAL 400 DAY, 1000000, 1000000, 1 FROM seq_2_to_201;

-- Nothing is to be done in the background: what is read is what was asked for.
INSERT INTO search_head (conversation_id, rev) SELECT conversation_id, rev FROM conversation_head;

-- The optimiser's statistics, as a server has them that grew in months and not in seconds.
ANALYZE TABLE message, member, conversation, conversation_head, person, session;
