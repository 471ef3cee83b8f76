create table releases_v2 (
  case_id       uuid primary key,
  office_id     text,
  snapshot      jsonb not null,
  snapshot_hash text not null,
  drafted_at    timestamptz,
  published_at  timestamptz,
  superseded_by uuid,
  reviewed      jsonb not null,
  recorded_at   timestamptz
);
drop view releases;
create view releases as select * from releases_v2;
create index timeline_v1_corrected on timeline_v1 (corrected_by) where corrected_by is not null;
