insert into lane (feed, lane) values ('planned', 0)
