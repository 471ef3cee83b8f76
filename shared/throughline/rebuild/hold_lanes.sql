-- $1 feed: until the transaction ends, no batch of it is committed
select seq from lane where feed = $1 order by lane for update;
