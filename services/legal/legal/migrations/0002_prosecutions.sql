create table prosecutions_v1 (
  prosecution_id       uuid primary key,
  case_id              uuid not null,
  jurisdiction_profile text not null,
  stage                text not null,
  started_on           timestamptz
);
create index prosecutions_v1_of_case on prosecutions_v1 (case_id);
create view prosecutions as select * from prosecutions_v1;
