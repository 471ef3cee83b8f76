-- $1 feed that writes nothing any more, if so: what waits in it waits for nothing
delete from waiting_event w
 where w.feed = $1 and position('@' in w.feed) > 0
   and not exists (select from read_model m where m.feed = w.feed and m.state <> 'dropped');
