-- What was corrected stays in the timeline, marked with the correction.
alter table timeline_v1 add column corrected_by uuid;
create or replace view timeline as select * from timeline_v1;
