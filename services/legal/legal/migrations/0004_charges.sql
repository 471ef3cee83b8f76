create table charges_v1 (
  prosecution_id uuid not null,
  charge_id      uuid not null,
  case_id        uuid not null,
  accused_id     uuid not null,
  statute        text not null,
  iccs           text,
  filed          bigint not null,
  accepted       bigint not null,
  withdrawn      bigint not null,
  rejected       bigint not null,
  plea           text,
  primary key (prosecution_id, charge_id)
);
create index charges_v1_of_case on charges_v1 (case_id);
create index charges_v1_of_accused on charges_v1 (prosecution_id, accused_id);
create view charges as select * from charges_v1;
