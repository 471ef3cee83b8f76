create table releases_v1 (
  case_id       uuid primary key,
  office_id     text,
  snapshot      jsonb not null,
  snapshot_hash text not null,
  drafted_at    timestamptz,
  published_at  timestamptz,
  superseded_by uuid,
  recorded_at   timestamptz
);
create view releases as select * from releases_v1;
