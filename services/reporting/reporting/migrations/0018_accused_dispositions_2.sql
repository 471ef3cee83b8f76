-- How it stands with each accused at first instance (definition dispositions-2). $1 offices, null: all; $2 counted under.
-- In this order: a guilty verdict; a reported conviction that no verdicts rule out; acquittal on counts that have all
-- ended; death, discontinuance; hung, dismissed by the court; any other report, of which `pending` stands over counts
-- that were all dropped only where it was said after that; all counts dropped; reported unknown; else pending.
-- `convicted_other_count` speaks of counts that are not on record. Another conviction reported is ruled out where every
-- count has a verdict and one is not guilty; a hung count has none. A reversal stands until the first instance decides
-- anew. The body is a string on purpose: it names public views, which a new generation of a read model replaces.
drop function accused_dispositions(text[], text);
create function accused_dispositions(text[], text)
returns table (
  prosecution_id  uuid,
  accused_id      uuid,
  case_id         uuid,
  office_id       text,
  disposition     text,
  ending          text,
  by_verdict      boolean,
  convicted_of    text,
  suspended       boolean,
  reversed        boolean,
  sentence_months numeric,
  recorded_at     timestamptz
) language sql stable as $$
  with charged as (
    select c.prosecution_id, c.accused_id,
           sum(c.guilty_by_trial) as by_trial,
           sum(c.guilty_by_plea) as by_plea,
           sum(c.not_guilty) as not_guilty,
           sum(c.hung) as hung,
           sum(c.dismissed + c.rejected) as dismissed,
           sum(c.counts) > sum(c.guilty_by_trial + c.guilty_by_plea + c.not_guilty + c.dismissed) as undecided,
           bool_and(c.guilty_by_trial + c.guilty_by_plea + c.not_guilty + c.hung + c.dismissed + c.rejected + c.withdrawn
                    >= c.counts) as ended,
           coalesce(min(c.convicted_of) filter (where c.convicted_of = 'core'),
                    min(c.convicted_of) filter (where c.convicted_of = 'related'),
                    min(c.convicted_of)) as convicted_of,
           max(c.verdict_version) as verdict_version,
           max(c.verdict_on) as verdict_on,
           max(c.dropped_version) as dropped_version,
           max(c.recorded_at) as recorded_at
    from charge_facts c
    group by c.prosecution_id, c.accused_id
  ), overturned as (
    select a.prosecution_id, a.accused_id, max(a.decided_version) as decided_version, max(a.decided_on) as decided_on,
           max(a.recorded_at) as recorded_at
    from appeals a
    where a.result in ('reversed', 'retrial')
    group by a.prosecution_id, a.accused_id
  ), told as (
    select a.*, c.convicted_of, o.accused_id is not null and case
             when c.verdict_on <> o.decided_on then c.verdict_on < o.decided_on
             else coalesce(c.verdict_version, 0) <= o.decided_version
           end as reversed,
           coalesce(c.by_trial + c.by_plea > 0, false) as by_verdict,
           greatest(a.recorded_at, c.recorded_at, o.recorded_at, p.recorded_at) as touched_at,
           case
             when c.by_trial > 0 then 'convicted_trial'
             when c.by_plea > 0 then 'convicted_plea'
             when a.reported = 'convicted_other_count' then a.reported
             when a.reported like 'convicted%' and (c.undecided is not false or c.not_guilty = 0) then a.reported
             when c.ended and c.not_guilty > 0 and c.hung = 0 then 'acquitted_trial'
             when a.died then 'died'
             when a.discontinued or p.discontinued then 'discontinued'
             when c.ended and c.hung > 0 then 'hung'
             when c.ended and c.dismissed > 0 then 'dismissed'
             when a.reported not in ('pending', 'unknown') and a.reported not like 'convicted%' then a.reported
             when a.reported = 'pending' and not (c.ended and c.dropped_version > a.reported_version) then 'pending'
             when c.ended then 'withdrawn'
             when a.reported = 'unknown' then 'unknown'
             else 'pending'
           end as ending
    from accused_facts a
    left join charged c using (prosecution_id, accused_id)
    left join overturned o using (prosecution_id, accused_id)
    left join prosecution_facts p using (prosecution_id)
    where a.registered and a.counted_under = $2 and ($1 is null or a.office_id = any ($1))
  )
  select t.prosecution_id, t.accused_id, t.case_id, t.office_id,
         case t.ending when 'withdrawn' then 'dismissed' else t.ending end, t.ending, t.by_verdict, t.convicted_of, t.suspended, t.reversed, t.sentence_months, t.touched_at
  from told t
$$;
