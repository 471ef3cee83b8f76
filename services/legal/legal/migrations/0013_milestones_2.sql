-- A clock is what all its steps come to: held ones go on with the days they had left.
create table milestones_v2 (
  prosecution_id uuid primary key,
  case_id        uuid not null,
  case_reference text,
  office_id      text,
  profile        text not null,
  version        bigint,
  offences       jsonb not null,
  before_court   jsonb not null,
  steps          jsonb not null,
  said           jsonb not null,
  running        jsonb not null
);
create index milestones_v2_of_case on milestones_v2 (case_id);
create index milestones_v2_running on milestones_v2 (office_id) where running <> '[]';
drop view milestones;
create view milestones as select * from milestones_v2;
