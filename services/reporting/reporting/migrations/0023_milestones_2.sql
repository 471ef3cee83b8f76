create table milestones_v2 (
  prosecution_id uuid not null,
  accused_id     uuid not null,
  milestone      text not null,
  case_id        uuid not null,
  reached_on     date not null,
  precision      text not null,
  recorded_at    timestamptz,
  primary key (prosecution_id, accused_id, milestone)
);
create index milestones_v2_of_case on milestones_v2 (case_id);
drop view milestones;
create view milestones as select * from milestones_v2;
