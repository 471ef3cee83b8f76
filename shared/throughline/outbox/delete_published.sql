-- $1 positions
delete from outbox where position = any($1::bigint[]);
