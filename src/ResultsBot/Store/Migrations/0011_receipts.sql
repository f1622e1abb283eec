-- The copies of a bulletin, found by the index alone: of a long night in thousands of channels there are a million.
DROP INDEX receipts_by_end;
CREATE INDEX receipts_by_span ON receipts (last_position, first_position, as_of);
