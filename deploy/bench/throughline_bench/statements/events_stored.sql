select count(*) from event;
