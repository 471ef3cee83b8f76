create table notes_v1 (event_id uuid primary key, case_id uuid not null, note jsonb not null);
create view notes as select * from notes_v1;
