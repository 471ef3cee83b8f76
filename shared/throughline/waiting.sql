-- What waits in the outbox, and which deadlines passed a minute ago and are still open.
select (select count(*) from outbox) as rows,
       (select min(since) from outbox) as oldest,
       (select count(*) from deadline where state = 'open' and due_at < now() - interval '1 minute') as overdue;
