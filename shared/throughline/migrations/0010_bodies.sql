-- A body is kept as the bytes it came as: one that is not even text is parked, and has to be kept for that.
alter table waiting_event alter column body type bytea using convert_to(body, 'UTF8');
alter table received_event alter column body type bytea using convert_to(body, 'UTF8');
