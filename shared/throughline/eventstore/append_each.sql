-- Of each decision: $1 how many streams it writes, $2 reads, $3 how many events and $4 deadlines it has; $5 cases,
-- $6 commands, $7 fingerprints, $8 recorded at. Of all, one behind the other, as in append.sql: streams written $9 - $12,
-- streams read $13, $14, events $15 - $22; then $23 deadlines, $24 streams, $25 clocks, $26 subjects, $27 due at
select append_each($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                   $23, $24, $25, $26, $27);
