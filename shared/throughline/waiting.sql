-- What waits in the outbox (counted up to 100,000; the oldest of its first thousand), deadlines that passed a minute ago and
-- are open or that failed, partners' facts that nobody has placed yet, events held for half a minute.
select (select count(*) from (select from outbox limit 100000) few) as rows,
       (select min(since) from (select since from outbox order by position limit 1000) first) as oldest,
       (select count(*) from deadline where state = 'open' and due_at < now() - interval '1 minute') as overdue,
       (select count(*) from deadline where state = 'failed') as failed,
       (select count(*) from partner_unmatched where state = 'open') as unmatched,
       (select count(*) from waiting_event where state = 'held' and since < now() - interval '30 seconds') as held_long;
