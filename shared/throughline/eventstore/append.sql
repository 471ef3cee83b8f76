-- $1 case, $2 command, $3 fingerprint, $4 recorded at;
-- streams written: $5 ids, $6 kinds, $7 expected versions, $8 counts; streams read: $9 ids, $10 versions;
-- events in order: $11 streams, $12 versions, $13 ids, $14 types, $15 schema versions, $16 topics, $17 headers, $18 bodies
select append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);
