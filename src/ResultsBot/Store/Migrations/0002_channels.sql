-- What a channel follows is narrower than a place: of one party (empty for all), and a kind of news.
CREATE TABLE follows (
    channel BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    party TEXT NOT NULL,
    news TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (channel, kind, name, party, news)
);

INSERT INTO follows (channel, kind, name, party, news, since)
SELECT channel, kind, name, '', 'everything', since FROM subscriptions;

DROP TABLE subscriptions;

-- sending_page: what the message shows; sending_thread: the seat whose thread it is for.
ALTER TABLE channels ADD COLUMN sending_page TEXT NULL;
ALTER TABLE channels ADD COLUMN sending_thread TEXT NULL;
ALTER TABLE channels ADD COLUMN suspended_since TEXT NULL;
-- The last post, for a channel that gets at most one in so many minutes.
ALTER TABLE channels ADD COLUMN posted_at TEXT NULL;
ALTER TABLE channels ADD COLUMN every_minutes BIGINT NULL;
ALTER TABLE channels ADD COLUMN threads BIGINT NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN publishes BIGINT NOT NULL DEFAULT 0;

UPDATE channels SET suspended_since = CURRENT_TIMESTAMP WHERE suspended IS NOT NULL;

-- place: the channel or thread the message is in; page: what it shows. as_of: how far the wire was known when it
-- was last written, so that a copy with a later correction behind it is one that has to be edited.
ALTER TABLE receipts ADD COLUMN place BIGINT NULL;
ALTER TABLE receipts ADD COLUMN page TEXT NULL;
ALTER TABLE receipts ADD COLUMN as_of BIGINT NOT NULL DEFAULT 0;
ALTER TABLE receipts ADD COLUMN unpublished_since TEXT NULL;

CREATE INDEX receipts_by_end ON receipts (last_position);
CREATE INDEX receipts_unpublished ON receipts (unpublished_since) WHERE unpublished_since IS NOT NULL;

-- Sent before its turn, while all else was held back: never sent again when the bookmark comes by.
-- message: NULL while it may be on its way.
CREATE TABLE ahead (
    channel BIGINT NOT NULL,
    position BIGINT NOT NULL,
    nonce TEXT NOT NULL,
    since TEXT NOT NULL,
    message BIGINT NULL,
    PRIMARY KEY (channel, position)
);

-- The thread of a seat in a channel; NULL while it may be being opened. closed: locked, and not to be used again.
CREATE TABLE threads (
    channel BIGINT NOT NULL,
    contest TEXT NOT NULL,
    thread BIGINT NULL,
    closed BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, contest)
);

-- The one role that may be mentioned in a channel. seats: their ids, one a line.
CREATE TABLE mentions (
    channel BIGINT NOT NULL PRIMARY KEY,
    role BIGINT NOT NULL,
    seats TEXT NOT NULL,
    majors BIGINT NOT NULL
);

-- The history of a contest. Of an event or bulletin without one it is NULL.
CREATE INDEX wire_of_contest ON wire (json_extract(data, '$.of.id'));

-- The few bulletins that change what others have said, among all.
CREATE INDEX wire_by_kind ON wire (kind);
