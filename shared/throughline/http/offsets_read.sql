-- Per topic, the next offset of each lane, of the live feed furthest behind.
select topic, array_agg(next_offset order by lane) as offsets
from (
  select topic, lane, min(next_offset) as next_offset
  from read_offset
  where feed in (select feed from read_model where state = 'live')
  group by topic, lane
) lanes
group by topic
order by topic
