-- What history left open counts once its case is taken over: its steps are kept, and when that was.
create table milestones_v3 (
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
  running        jsonb not null,
  taken_over     timestamptz
);
create index milestones_v3_of_case on milestones_v3 (case_id);
create index milestones_v3_running on milestones_v3 (office_id) where running <> '[]';
drop view milestones;
create view milestones as select * from milestones_v3;
