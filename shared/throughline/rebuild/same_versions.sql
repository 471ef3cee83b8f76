-- $1 the old feed, $2 the new feed, $3 case: whether both have accounted for the same of it, and nothing of it is parked
with streams as (
  select stream_id from stream where case_id = $3
  union
  select (headers::jsonb ->> 'ce_subject')::uuid from received_event where case_id = $3
)
select not exists (
         select from streams s
           left join stream_version o on o.feed = $1 and o.stream_id = s.stream_id
           left join stream_version n on n.feed = $2 and n.stream_id = s.stream_id
          where o.version is distinct from n.version)
   and not exists (
         select from waiting_event where feed in ($1, $2) and reaction = '' and case_id = $3 and state = 'parked');
