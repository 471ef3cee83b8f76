create table external_references (
  set_name         text not null,
  file             text not null,
  source_row       bigint not null,
  indicator        text not null,
  place            text not null,
  period           text not null,
  category         text not null,
  unit             text not null,
  value            numeric,
  suppressed_below bigint,
  primary key (set_name, file, source_row, indicator, period),
  check ((value is null) <> (suppressed_below is null))
);
create index external_references_of_place on external_references (set_name, indicator, place, period);
