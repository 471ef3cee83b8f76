-- Issues of data, by source and row. $1 offices, null: all; $2 the source, null: any; $3 whether resolved ones too;
-- $4 at most.
select issue_id, case_id, office_id, kind, source, source_row, source_event_id, of_type, code, source_column, raised_at, resolved_at
from data_quality_issues
where kind is not null
  and ($1::text[] is null or office_id = any ($1::text[]))
  and ($2::text is null or source = $2::text)
  and ($3::boolean or resolved_at is null)
order by source, source_row, raised_at, issue_id
limit $4
