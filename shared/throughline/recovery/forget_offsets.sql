-- $1 topics: a feed without an offset begins at the first record
delete from read_offset where topic = any ($1::text[]);
