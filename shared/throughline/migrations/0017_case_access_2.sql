-- Which office a case belongs to does not hang on the order in which streams arrive: whose word it is stands beside it.
create table case_access_v2 (
  case_id           uuid primary key,
  office_id         text,
  jurisdiction      text,
  case_reference    text,
  office_said       text,
  jurisdiction_said text,
  reference_said    text
);
drop view case_access;
create view case_access as select * from case_access_v2;
