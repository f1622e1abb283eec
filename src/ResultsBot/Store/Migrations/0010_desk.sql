-- What was typed into any command, field by field; before, only a declaration was kept.
CREATE TABLE typed (
    id TEXT NOT NULL PRIMARY KEY,
    command TEXT NOT NULL,
    fields TEXT NOT NULL,
    saved_at TEXT NOT NULL
);

INSERT INTO typed
SELECT id, 'declare', json_object('seat', seat, 'result', figures, 'rejected', rejected), saved_at FROM drafts;

DROP TABLE drafts;

-- Which seats a reporter is tied to.
CREATE TABLE assignments (
    person BIGINT NOT NULL,
    contest TEXT NOT NULL,
    PRIMARY KEY (person, contest)
);

-- What stands in the desk's channel, by what it shows; the fingerprint tells whether it has changed.
CREATE TABLE cards (
    name TEXT NOT NULL PRIMARY KEY,
    channel BIGINT NOT NULL,
    message BIGINT NOT NULL,
    fingerprint TEXT NOT NULL
);
