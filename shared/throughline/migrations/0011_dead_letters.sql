-- Who opened which partner's dead letter, and why: written before anything is shown.
create table dead_letter_opened (
  id          bigint generated always as identity primary key,
  topic       text not null,
  partition   int not null,
  "offset"    bigint not null,
  actor_id    uuid not null,
  actor_role  text not null,
  purpose     text not null check (btrim(purpose) <> ''),
  at          timestamptz not null default clock_timestamp()
);
create index dead_letter_opened_by_actor on dead_letter_opened (actor_id, at);

create trigger dead_letter_opened_is_for_ever before update or delete or truncate on dead_letter_opened
  for each statement execute function refuse_change();
