-- An order says when its end was last said: an older extension that is told late changes nothing.
create table protection_orders_v2 (
  prosecution_id uuid not null,
  order_id       uuid not null,
  case_id        uuid not null,
  protects       uuid,
  against        uuid,
  until          timestamptz,
  breaches       bigint not null,
  state          text not null,
  extended_on    text,
  primary key (prosecution_id, order_id)
);
create index protection_orders_v2_of_case on protection_orders_v2 (case_id);
drop view protection_orders;
create view protection_orders as select * from protection_orders_v2;
