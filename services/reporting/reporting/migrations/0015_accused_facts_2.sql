create table accused_facts_v2 (
  prosecution_id     uuid not null,
  accused_id         uuid not null,
  case_id            uuid not null,
  office_id          text,
  jurisdiction       text,
  counted_under      text not null,
  registered         boolean not null,
  reported           text,
  reported_version   bigint not null,
  sentenced          boolean not null,
  sentence_months    numeric,
  sentence_life      boolean not null,
  sentence_suspended boolean not null,
  remanded           boolean not null,
  released           boolean not null,
  suspended          boolean not null,
  discontinued       boolean not null,
  died               boolean not null,
  final              boolean not null,
  recorded_at        timestamptz,
  primary key (prosecution_id, accused_id)
);
create index accused_facts_v2_of_case on accused_facts_v2 (case_id);
drop view accused_facts;
create view accused_facts as select * from accused_facts_v2;
