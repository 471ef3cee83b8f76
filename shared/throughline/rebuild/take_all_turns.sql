-- $1 feed; whoever is at work on any of its lanes finds himself overtaken
update lane set seq = seq + 1 where feed = $1;
