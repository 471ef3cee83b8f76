-- $1 actor, $2 reason, $3 how many events there are; nothing where one is under way
insert into recovery (what, actor_id, reason, events_known) values ('republish', $1, $2, $3)
on conflict (what) where ended_at is null do nothing;
