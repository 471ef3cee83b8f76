-- A clock that was stopped before we heard of its beginning does not start any more.
alter table milestones_v1 add column ended jsonb not null default '[]';
create or replace view milestones as select * from milestones_v1;
