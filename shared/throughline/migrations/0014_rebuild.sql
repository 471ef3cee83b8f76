-- A read model built anew beside the one that is shown. Which builds there are is in read_model: `build` counts those of
-- one generation, 0 is the table that the migrations made. What became of each is in rebuild, and who asked in rebuild_step.
alter table read_model add column build int not null default 0;
alter table read_model drop constraint read_model_pkey, add primary key (name, generation, build);
alter table read_model drop constraint read_model_state_check,
  add constraint read_model_state_check check (state in ('building', 'live', 'kept', 'dropped'));
create unique index read_model_building on read_model (name) where state = 'building';

create table rebuild (
  id            bigint generated always as identity primary key,
  name          text not null,
  generation    int not null,
  build         int not null,
  feed          text not null,
  phase         text not null check (phase in ('copying', 'following', 'switched', 'given_up')),
  begun_at      timestamptz not null default clock_timestamp(),
  followed_at   timestamptz,
  switched_at   timestamptz,
  after_case    uuid not null default '00000000-0000-0000-0000-000000000000',
  cases_known   bigint,
  cases         bigint not null default 0,
  events        bigint not null default 0,
  rows          bigint not null default 0,
  compared      bigint not null default 0,
  blocked       text,
  first         boolean not null,
  report        jsonb,
  signature     text,
  unique (name, generation, build)
);

-- Which process works on it, for some seconds; apart, because it is renewed while a chunk moves the row above.
create table rebuild_claim (
  rebuild_id bigint primary key references rebuild,
  owner      uuid not null,
  until      timestamptz not null
);

create table rebuild_step (
  id         bigint generated always as identity primary key,
  rebuild_id bigint not null references rebuild,
  what       text not null check (what in ('begin', 'switch', 'roll back', 'give up', 'drop')),
  actor_id   uuid,
  reason     text not null,
  at         timestamptz not null default clock_timestamp()
);
