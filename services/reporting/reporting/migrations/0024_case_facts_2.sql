create table case_facts_v2 (
  case_id             uuid primary key,
  office_id           text,
  jurisdiction        text,
  counted_under       text not null,
  case_type           text,
  referred_on         date,
  alleged_victims     bigint,
  opened_on           date,
  cohort              text,
  closed_on           date,
  outcome             text,
  reopened            bigint not null,
  legal_closed_on     date,
  aftercare_closed_on date,
  recorded_at         timestamptz
);
drop view case_facts;
create view case_facts as select * from case_facts_v2;
