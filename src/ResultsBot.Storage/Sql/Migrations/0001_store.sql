-- Plain SQL, so that another database can take it. Times are ISO 8601 in UTC; ids of platforms are text.

CREATE TABLE about (
    store TEXT NOT NULL,
    election TEXT NOT NULL
);

CREATE TABLE events (
    version BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    data TEXT NOT NULL
);

-- What each contest rests on (who stood, in which order, the previous result), as a fingerprint.
CREATE TABLE rolls (
    contest TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL
);

-- An interaction that was carried out, and the events it led to: a repeated delivery gets the first answer.
CREATE TABLE deliveries (
    interaction TEXT NOT NULL PRIMARY KEY,
    first_version BIGINT NOT NULL,
    last_version BIGINT NOT NULL
);

-- The log. revises: of a bulletin that changes earlier ones, their positions with spaces between: known also where it
-- cannot be read. Empty for every other.
CREATE TABLE bulletins (
    position BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    revises TEXT NOT NULL
);

-- bookmark: the last bulletin that is known to stand there.
-- sending_*: what may be on its way; written before it is sent and cleared with its receipt. sending_page: what the
-- message shows; sending_thread: the seat whose thread it is for.
-- posted_at: the last post, for who gets at most one in so many minutes.
CREATE TABLE subscribers (
    outlet TEXT NOT NULL,
    address TEXT NOT NULL,
    address_group TEXT NOT NULL,
    bookmark BIGINT NOT NULL,
    sending_first BIGINT NULL,
    sending_through BIGINT NULL,
    sending_key TEXT NULL,
    sending_since TEXT NULL,
    sending_page TEXT NULL,
    sending_thread TEXT NULL,
    suspended TEXT NULL,
    suspended_since TEXT NULL,
    posted_at TEXT NULL,
    every_minutes BIGINT NULL,
    threads BOOLEAN NOT NULL DEFAULT FALSE,
    publishes BOOLEAN NOT NULL DEFAULT FALSE,
    pictures BOOLEAN NOT NULL DEFAULT TRUE,
    PRIMARY KEY (outlet, address)
);

-- What a subscriber follows: a place (an area or a seat), of one party (empty for all), a kind of news.
-- majority_under: only seats with a majority under it, and those that change hands; 0 for all.
-- since: the log's end when it was asked for; what stood there before is no news.
CREATE TABLE follows (
    outlet TEXT NOT NULL,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    party TEXT NOT NULL,
    news TEXT NOT NULL,
    majority_under BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (outlet, address, kind, name, party, news, majority_under)
);

-- Which message shows which bulletins, so that it can be edited later. as_of: how far the log was known when it was last
-- written, so that a copy with a later correction behind it is one that has to be edited.
CREATE TABLE receipts (
    outlet TEXT NOT NULL,
    address TEXT NOT NULL,
    first_position BIGINT NOT NULL,
    last_position BIGINT NOT NULL,
    handle TEXT NOT NULL,
    page TEXT NOT NULL,
    as_of BIGINT NOT NULL,
    unpublished_since TEXT NULL,
    PRIMARY KEY (outlet, address, first_position)
);

-- The copies of a bulletin, found by the index alone: of a long night in thousands of channels there are a million.
CREATE INDEX receipts_by_span ON receipts (last_position, first_position, as_of);
CREATE INDEX receipts_unpublished ON receipts (unpublished_since) WHERE unpublished_since IS NOT NULL;

-- Sent before its turn, while all else was held back: never sent again when the bookmark comes by.
-- handle: NULL while it may be on its way.
CREATE TABLE ahead (
    outlet TEXT NOT NULL,
    address TEXT NOT NULL,
    position BIGINT NOT NULL,
    sending_key TEXT NOT NULL,
    since TEXT NOT NULL,
    handle TEXT NULL,
    PRIMARY KEY (outlet, address, position)
);

-- The one role that a subscriber's posts may mention. seats: their ids, one a line.
CREATE TABLE mentions (
    outlet TEXT NOT NULL,
    address TEXT NOT NULL,
    role TEXT NOT NULL,
    seats TEXT NOT NULL,
    majors BOOLEAN NOT NULL,
    PRIMARY KEY (outlet, address)
);

-- What an outlet notes for itself, such as the thread of a seat.
CREATE TABLE outlet_notes (
    outlet TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (outlet, address, name)
);

-- Pictures that bulletins name.
CREATE TABLE photos (
    name TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    bytes BLOB NOT NULL
);

-- What was typed into a command, field by field, so that it can be given back for editing.
CREATE TABLE typed (
    id TEXT NOT NULL PRIMARY KEY,
    command TEXT NOT NULL,
    fields TEXT NOT NULL,
    saved_at TEXT NOT NULL
);

-- Which seats a reporter is assigned to.
CREATE TABLE assignments (
    person TEXT NOT NULL,
    contest TEXT NOT NULL,
    PRIMARY KEY (person, contest)
);

-- What stands in the desk's channel, by what it shows; the fingerprint tells whether it has changed.
CREATE TABLE cards (
    name TEXT NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    fingerprint TEXT NOT NULL
);
