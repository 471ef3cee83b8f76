-- $1 owner; how many relays live, this one included
with seen as (
  insert into relay_member (owner, seen_at) values ($1, clock_timestamp())
  on conflict (owner) do update set seen_at = excluded.seen_at
  returning owner
), gone as (
  delete from relay_member where seen_at < clock_timestamp() - interval '1 minute' and owner <> $1
)
select 1 + (select count(*) from relay_member where owner <> $1 and seen_at > clock_timestamp() - interval '5 seconds')
  from seen;
