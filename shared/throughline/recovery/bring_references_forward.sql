-- Numbers that were given: $1 offices, $2 years, $3 numbers
insert into reference_counter as c (office_id, year, last)
select office, year, max(number)
  from unnest($1::text[], $2::int[], $3::bigint[]) n (office, year, number)
 group by office, year
    on conflict (office_id, year) do update set last = greatest(c.last, excluded.last);
