-- A batch of two events on two streams, as the code calls it.
select move_lane(
  'planned', 0::smallint, 0, array['t'], array[0]::bigint[], array[2]::bigint[], array[%(second)s]::uuid[],
  array[%(opened)s, %(first)s]::uuid[], array[1, 1]::bigint[], array[%(first)s, %(second)s]::uuid[], 2, 0, 0, 0, 0)
