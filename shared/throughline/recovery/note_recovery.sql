-- $1 what, $2 actor, $3 reason, $4 how many events it is about, $5 report
insert into recovery (what, actor_id, reason, ended_at, events_known, events, report)
values ($1, $2, $3, clock_timestamp(), $4, $4, $5::jsonb);
