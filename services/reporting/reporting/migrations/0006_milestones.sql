create table milestones_v1 (
  prosecution_id uuid not null,
  accused_id     uuid not null,
  milestone      text not null,
  case_id        uuid not null,
  reached_on     date not null,
  precision      text not null,
  recorded_at    timestamptz,
  primary key (prosecution_id, accused_id, milestone)
);
create index milestones_v1_of_case on milestones_v1 (case_id);
create view milestones as select * from milestones_v1;
