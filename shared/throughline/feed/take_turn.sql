-- $1 feed, $2 lane; whoever else is at work on it finds itself overtaken
update lane set seq = seq + 1 where feed = $1 and lane = $2;
