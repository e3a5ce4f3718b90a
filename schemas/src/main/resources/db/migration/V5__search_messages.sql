-- The words of each message, found once when it is written. The search operator is not leakproof, so row level security
-- evaluates it only on rows that the caller may see and no index can serve it; what can be spared is the reading of the
-- text. The configuration knows no language: a word is found as it was written, in any case of letters.
-- A text of 65 536 characters gives less than half of the megabyte that a tsvector may have.
ALTER TABLE messages
    ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED;
COMMENT ON COLUMN messages.words IS 'What a search for words looks at';

-- Messages of all conversations by time: exports.
CREATE INDEX messages_by_moment ON messages (organization_id, occurred_at, event_id);
