-- $1 name, $2 generation: the number of its next build, which no table or feed has had; null: it has had none
select max(build) + 1
  from (select build from read_model where name = $1 and generation = $2
        union all select build from rebuild where name = $1 and generation = $2) had;
