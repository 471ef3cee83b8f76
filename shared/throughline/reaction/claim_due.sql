-- $1 clocks known here, $2 how many at most; claimed for half a minute, by the database's time
update deadline set claimed_until = clock_timestamp() + interval '30 seconds'
 where deadline_id in (
   select deadline_id from deadline
    where state = 'open' and due_at <= clock_timestamp() and clock = any($1::text[])
      and (claimed_until is null or claimed_until < clock_timestamp())
    order by due_at
    limit $2
      for update skip locked)
returning deadline_id, case_id, stream_id, clock, subject, due_at;
