create table stock_v1 (
  case_id   uuid primary key,
  sent      bigint not null,
  weighings bigint not null,
  weights   jsonb not null
);
create view stock as select * from stock_v1;
