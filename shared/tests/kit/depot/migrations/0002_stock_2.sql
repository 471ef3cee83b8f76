create table stock_v2 (
  case_id   uuid primary key,
  sent      bigint not null,
  weighings bigint not null,
  weights   jsonb not null,
  heaviest  bigint not null
);
create index stock_v2_heaviest on stock_v2 (heaviest);
