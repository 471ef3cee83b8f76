-- $1 name, and the build that is now shown: $2 generation, $3 build; the one that was is kept. How many rows changed: 2
with changed as (
  update read_model
     set state = case when (generation, build) = ($2, $3) then 'live' else 'kept' end
   where name = $1
     and (state = 'live' or ((generation, build) = ($2, $3) and state in ('building', 'kept')))
  returning 1
)
select count(*) from changed;
