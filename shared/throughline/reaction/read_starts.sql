-- $1 reactions: where those begin that do not at the beginning
select reaction, topic, lane, from_offset from reaction_start where reaction = any($1::text[]) and from_offset > 0;
