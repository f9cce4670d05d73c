-- What a group is can change, and a group can be deleted. settings_rev: of the latest change of name, description
-- or visibility. deletion: 1 closed for writing, waiting for removal_at; 2 its rows are going; with deleted_at
-- nobody sees it any more, and only rows are left.
ALTER TABLE conversation
  ADD COLUMN settings_rev BIGINT UNSIGNED NOT NULL DEFAULT 1,
  ADD COLUMN deletion TINYINT UNSIGNED NULL,
  ADD COLUMN deletion_by BIGINT UNSIGNED NULL,
  ADD COLUMN removal_at DATETIME(3) NULL,
  ADD KEY being_deleted (deletion, id);

-- What happened, as the notice of it says; 0 in rows older than this column, which tell it by `present` and `by_id`.
ALTER TABLE member_event
  ADD COLUMN what TINYINT UNSIGNED NOT NULL DEFAULT 0;
