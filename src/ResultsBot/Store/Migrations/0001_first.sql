-- Plain SQL, so that another database can take it. Times are ISO 8601 in UTC; ids of Discord are integers.

CREATE TABLE about (
    store TEXT NOT NULL,
    election TEXT NOT NULL
);

CREATE TABLE events (
    version BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    data TEXT NOT NULL
);

-- Who stood in each contest, in which order, as a fingerprint: figures are bound to places on the roll.
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

CREATE TABLE wire (
    position BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL
);

-- bookmark: the last bulletin that is known to stand in the channel.
-- sending_*: what may be on its way; written before it is sent and cleared with its receipt.
CREATE TABLE channels (
    channel BIGINT NOT NULL PRIMARY KEY,
    guild BIGINT NOT NULL,
    bookmark BIGINT NOT NULL,
    sending_first BIGINT NULL,
    sending_through BIGINT NULL,
    sending_nonce TEXT NULL,
    sending_since TEXT NULL,
    suspended TEXT NULL
);

-- since: the wire's end when it was asked for; what stood there before is no news.
CREATE TABLE subscriptions (
    channel BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (channel, kind, name)
);

-- Which message shows which bulletins, so that it can be edited later.
CREATE TABLE receipts (
    channel BIGINT NOT NULL,
    first_position BIGINT NOT NULL,
    last_position BIGINT NOT NULL,
    message BIGINT NOT NULL,
    PRIMARY KEY (channel, first_position)
);

-- What a reporter typed, so that it can be given back for editing.
CREATE TABLE drafts (
    id TEXT NOT NULL PRIMARY KEY,
    seat TEXT NOT NULL,
    figures TEXT NOT NULL,
    rejected TEXT NOT NULL,
    saved_at TEXT NOT NULL
);
