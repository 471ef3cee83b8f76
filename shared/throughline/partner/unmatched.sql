-- A page of what waits to be matched, the longest waiting first.
-- $1 offices of the reader, null: all; $2, $3 when the last one of the page before came, and its id, null: from the
-- start; $4 how many
select command_id as id, organisation, message_id, type, kind, key, body, received_at
  from partner_unmatched
 where state = 'open'
   and ($1::text[] is null or offices && $1 or '*' = any (offices))
   and ($2::timestamptz is null or (received_at, command_id) > ($2, $3::uuid))
 order by received_at, command_id
 limit $4;
