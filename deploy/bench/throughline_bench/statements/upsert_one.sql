-- $1 case id, $2 kind, $3 place, $4 next day
insert into floor_overview as f (case_id, visits, last_kind, last_place, next_on, updated_at)
values ($1, 1, $2, $3, $4, now())
on conflict (case_id) do update
  set visits = f.visits + 1, last_kind = excluded.last_kind, last_place = excluded.last_place,
      next_on = excluded.next_on, updated_at = excluded.updated_at;
