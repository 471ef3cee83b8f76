-- Numbers of one reference set. $1 the set; $2 indicator, $3 place, $4 period, null: any; $5 at most.
select file, source_row, indicator, place, period, category, unit, value, suppressed_below
from external_references
where set_name = $1
  and ($2::text is null or indicator = $2::text)
  and ($3::text is null or place = $3::text)
  and ($4::text is null or period = $4::text)
order by file, source_row, indicator, period
limit $5
