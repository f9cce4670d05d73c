-- @people people from number @first_person on, each signed in with a program's session of the same number. Nobody can
-- log in as one of them: the password's hash is none. Read by the other files here.
INSERT INTO person (id, user_name, user_name_key, name, role, password_hash, created_at)
SELECT n, CONCAT('person', n), CONCAT('person', n), CONCAT('Person Number ', n), 2, '!', UTC_TIMESTAMP(3)
FROM (SELECT @first_person + seq - 1 AS n FROM seq_1_to_100000 WHERE seq <= @people) numbers;
INSERT INTO session (id, person_id, kind, token_hash, created_at, last_used_at, expires_at, address, agent)
SELECT id, id, 2, UNHEX(SHA2(CONCAT('bench ', id), 256)), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3),
       UTC_TIMESTAMP(3) + INTERVAL 30 DAY, '127.0.0.1', 'hearth_load'
FROM person WHERE id BETWEEN @first_person AND @first_person + @people - 1;
