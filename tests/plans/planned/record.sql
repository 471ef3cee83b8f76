-- One command that goes on with a stream and opens another, as the code calls it.
select append(
  %(case)s, gen_random_uuid(), '\x00', now(),
  array[%(stream)s, %(opened)s]::uuid[], array['Case', 'Case'], array[%(version)s, 0]::bigint[], array[1, 1],
  array[%(stream)s]::uuid[], array[%(version)s + 1]::bigint[],
  array[%(stream)s, %(opened)s]::uuid[], array[%(version)s + 1, 1]::bigint[], array[%(first)s, %(second)s]::uuid[],
  array['Said', 'Said'], array[1, 1]::smallint[], array['t', 't'], array['{}', '{}'], array['{}', '{}'])
