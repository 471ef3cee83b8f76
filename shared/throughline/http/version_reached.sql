-- How far every live read model has a stream. $1 stream id. One row; 0 where a feed has not seen it.
select coalesce(min(coalesce(s.version, 0)), 0) as version
from (select distinct feed from read_model where state = 'live') f
left join stream_version s on s.feed = f.feed and s.stream_id = $1
