create table case_facts_v1 (
  case_id             uuid primary key,
  office_id           text,
  jurisdiction        text,
  counted_under       text not null,
  case_type           text,
  referred_on         date,
  opened_on           date,
  cohort              text,
  closed_on           date,
  outcome             text,
  reopened            bigint not null,
  legal_closed_on     date,
  aftercare_closed_on date,
  recorded_at         timestamptz
);
create view case_facts as select * from case_facts_v1;
