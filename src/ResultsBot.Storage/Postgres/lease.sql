-- Who may write: one row, on the database's clock. Made before anybody leads, and so apart from the tables of the store.

CREATE DOMAIN blob AS BYTEA;

CREATE TABLE leader (
    one BOOLEAN NOT NULL PRIMARY KEY DEFAULT TRUE CHECK (one),
    term BIGINT NOT NULL,
    holder TEXT NOT NULL,
    name TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    last_write BIGINT NOT NULL
) WITH (fillfactor = 10);

INSERT INTO leader VALUES (TRUE, 0, '', '', '-infinity', '-infinity', 0);

-- The last statement of each transaction that writes. It keeps the row until the commit: nobody takes over in between,
-- and who is asked afterwards whether the transaction was committed can tell by its number.
CREATE FUNCTION hold_lease(held_term BIGINT, write_number BIGINT, seconds DOUBLE PRECISION) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE leader
    SET expires_at = clock_timestamp() + make_interval(secs => seconds), last_write = write_number
    WHERE term = held_term;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Term % is over.', held_term USING ERRCODE = 'RB001';
    END IF;
END $$;

-- The first statement of an append: on an old state nothing is stored.
CREATE FUNCTION expect_mark(expected_version BIGINT, expected_end BIGINT) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT coalesce(max(version), 0) FROM events) <> expected_version
        OR (SELECT coalesce(max(position), 0) FROM bulletins) <> expected_end THEN
        RAISE EXCEPTION 'The store is not at event % and bulletin %.', expected_version, expected_end
            USING ERRCODE = 'RB002';
    END IF;
END $$;
