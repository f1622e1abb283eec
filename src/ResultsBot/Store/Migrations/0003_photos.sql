-- Pictures that bulletins name.
CREATE TABLE photos (
    name TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    bytes BLOB NOT NULL
);
