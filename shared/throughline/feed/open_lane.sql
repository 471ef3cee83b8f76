-- $1 feed, $2 lane; its sequence number, made where there is none
with made as (insert into lane (feed, lane) values ($1, $2) on conflict do nothing returning seq)
select seq from made union all select seq from lane where feed = $1 and lane = $2 limit 1;
