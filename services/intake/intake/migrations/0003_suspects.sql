create table suspects_v1 (
  case_id uuid not null,
  suspect_id uuid not null,
  roles jsonb not null,
  profile_ref uuid,
  identified_on date,
  unlinked_because text,
  handed_over_on date,
  primary key (case_id, suspect_id)
);
create view suspects as select * from suspects_v1;
