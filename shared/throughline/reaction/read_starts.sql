-- $1 reactions
select reaction, topic, lane, from_offset from reaction_start where reaction = any($1::text[]);
