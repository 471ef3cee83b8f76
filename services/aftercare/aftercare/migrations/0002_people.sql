create table people_v1 (
  case_id      uuid not null,
  person_id    uuid not null,
  victim       boolean not null,
  witness      boolean not null,
  is_child     text,
  guardian     text,
  status       text,
  brought_on   text,
  requested_on text,
  declined_on  text,
  warn         text,
  enrolled     boolean not null,
  consent_id   uuid,
  legal_basis  text,
  primary key (case_id, person_id)
);
create view people as select * from people_v1;
