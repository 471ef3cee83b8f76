-- $1 topics: what a reaction came too late for is known to its feed, and dropped there
update reaction_start set from_offset = 0 where topic = any ($1::text[]) and from_offset > 0;
