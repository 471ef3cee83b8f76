create table data_quality_issues_v1 (
  issue_id        uuid primary key,
  case_id         uuid not null,
  office_id       text,
  kind            text,
  source          text,
  source_row      text,
  source_event_id uuid,
  of_type         text,
  code            text,
  raised_at       timestamptz,
  resolved_at     timestamptz,
  recorded_at     timestamptz
);
create index data_quality_issues_v1_of_case on data_quality_issues_v1 (case_id);
create index data_quality_issues_v1_of_source on data_quality_issues_v1 (source, source_row);
create view data_quality_issues as select * from data_quality_issues_v1;
