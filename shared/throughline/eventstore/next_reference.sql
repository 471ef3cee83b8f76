-- $1 office id, $2 year
insert into reference_counter as c (office_id, year, last) values ($1, $2, 1)
on conflict (office_id, year) do update set last = c.last + 1
returning last;
