-- $1 name; whatever became of them
select generation, build, feed, state from read_model where name = $1 order by generation, build;
