-- The columns of a table that take a value: of which type, whether they may be null, whether a key ends with them, and
-- which words they have where a check or the condition of an index names some, whether an index is of the rows that have any.
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
       array(select distinct said[1]
               from (select pg_get_constraintdef(c.oid) as text from pg_constraint c
                      where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum]
                     union all
                     select pg_get_expr(i.indpred, i.indrelid) from pg_index i
                      where i.indrelid = a.attrelid and i.indpred is not null) rules,
                    regexp_matches(rules.text, '(?:\m' || a.attname || ' = (?:ANY \(+ARRAY\[)?|, )(''[^'']*'')::text', 'g') said
              where a.atttypid = 'text'::regtype and rules.text ~ ('\m' || a.attname || '\M')) as choices,
       exists (select from pg_index i
                where i.indrelid = a.attrelid
                  and pg_get_expr(i.indpred, i.indrelid) ~ ('\m' || a.attname || ' IS NOT NULL')) as rare,
       exists (select from pg_index i
                where i.indrelid = a.attrelid and i.indisunique and i.indkey[i.indnkeyatts - 1] = a.attnum) as distinct
  from pg_attribute a
 where a.attrelid = %(table)s::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
 order by a.attnum
