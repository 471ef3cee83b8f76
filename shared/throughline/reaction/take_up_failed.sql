-- $1 clocks known here; `code` of a fault is its fingerprint, Kind@file:line, and of a rule's no its name
update deadline set state = 'open', claimed_until = null, code = null
 where state = 'failed' and clock = any($1::text[]) and code like '%@%';
