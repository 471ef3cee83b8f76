create table hearings_v1 (
  prosecution_id uuid not null,
  hearing_id     uuid not null,
  case_id        uuid not null,
  case_reference text,
  office_id      text,
  on_at          timestamptz,
  on_precision   text not null,
  type           text not null,
  court_org_id   uuid,
  mode           text not null,
  witness_ids    jsonb not null,
  continues      uuid,
  state          text not null,
  reason         text,
  requested_by   text,
  primary key (prosecution_id, hearing_id)
);
create index hearings_v1_of_case on hearings_v1 (case_id);
create index hearings_v1_ahead on hearings_v1 (on_at, hearing_id) where state = 'scheduled';
create view hearings as select * from hearings_v1;
