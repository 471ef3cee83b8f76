-- $1 command, $2 offices of the reader, null: all
select organisation, topic, message_id, type, kind, key, body, offices
  from partner_unmatched
 where command_id = $1 and state = 'open' and ($2::text[] is null or offices && $2 or '*' = any (offices));
