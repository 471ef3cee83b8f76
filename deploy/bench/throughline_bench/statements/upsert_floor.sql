-- one row a case: $1 case ids, $2 visits more, $3 last kinds, $4 last places, $5 next days, $6 when
insert into floor_overview as f (case_id, visits, last_kind, last_place, next_on, updated_at)
select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::date[], $6::timestamptz[])
on conflict (case_id) do update
  set visits = f.visits + excluded.visits, last_kind = excluded.last_kind, last_place = excluded.last_place,
      next_on = excluded.next_on, updated_at = excluded.updated_at;
