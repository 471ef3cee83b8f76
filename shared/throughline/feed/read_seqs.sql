-- $1 feed: the sequence number of every lane, which whoever moves one raises
select lane, seq from lane where feed = $1;
