-- $1 kinds of stream; cases after $2, at most $3; of the office $4, with an event recorded at $5 or later, among $6:
-- null for any
select distinct e.case_id
  from event e
  join stream s using (stream_id)
 where s.kind = any ($1::text[])
   and e.case_id > $2
   and ($4::text is null or e.headers ->> 'ce_officeid' = $4)
   and ($5::timestamptz is null or e.recorded_at >= $5)
   and ($6::uuid[] is null or e.case_id = any ($6))
 order by e.case_id
 limit $3;
