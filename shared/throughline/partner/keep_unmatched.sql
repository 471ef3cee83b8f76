-- $1 command, $2 organisation, $3 topic, $4 message, $5 type, $6 kind and $7 key of the reference, $8 body, $9 offices
with kept as (
  insert into partner_unmatched (command_id, organisation, topic, message_id, type, kind, key, body, offices)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict do nothing
)
select body <> $8 as differs from partner_unmatched where command_id = $1;
