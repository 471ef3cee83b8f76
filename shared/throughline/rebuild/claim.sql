-- $1 rebuild, $2 who does it: for some seconds, unless another has it
insert into rebuild_claim as c (rebuild_id, owner, until)
select id, $2, clock_timestamp() + interval '5 seconds' from rebuild where id = $1 and phase in ('copying', 'following')
    on conflict (rebuild_id) do update set owner = excluded.owner, until = excluded.until
 where c.owner = excluded.owner or c.until < clock_timestamp()
returning 1;
