-- How it stands with each accused of a case now, from the read models together. $1 case id.
-- What an appeal reversed or sent back counts no longer; without a conviction no sentence stands; a judgment is final
-- until such an appeal is decided after it.
-- The body is a string on purpose: it names public views, which a new generation of a read model replaces.
create function accused_now(uuid)
returns table (
  prosecution_id      uuid,
  accused_id          uuid,
  custody             text,
  custody_since       timestamptz,
  bail                text,
  bail_kind           text,
  bail_conditions     jsonb,
  release_expected_on timestamptz,
  stage               text,
  charges             bigint,
  counts              bigint,
  open_counts         bigint,
  verdicts            jsonb,
  convicted           boolean,
  disposition         text,
  sentence            jsonb,
  final               boolean,
  over                boolean
) language sql stable as $$
  with undone as (
    select a.prosecution_id, a.accused_id, jsonb_array_elements_text(a.against)::uuid as event_id
    from appeals a
    where a.case_id = $1 and a.result in ('reversed', 'retrial')
  ), found as (
    select v.prosecution_id, v.accused_id, v.charge_id, v.verdict, v.court, v.counts
    from verdicts v
    where v.case_id = $1 and not exists (select from undone u where u.event_id = v.event_id)
  ), decided as (
    select f.prosecution_id, f.charge_id, f.court, sum(f.counts) as counts
    from found f
    group by f.prosecution_id, f.charge_id, f.court
  ), charged as (
    select c.prosecution_id, c.accused_id, count(*) as charges, sum(c.filed)::bigint as counts,
           sum(c.filed - c.withdrawn - c.rejected - coalesce(
             (select max(d.counts) from decided d
              where d.prosecution_id = c.prosecution_id and d.charge_id = c.charge_id), 0))::bigint as open_counts
    from charges c
    where c.case_id = $1
    group by c.prosecution_id, c.accused_id
  ), summed as (
    select s.prosecution_id, s.accused_id, bool_or(s.verdict in ('guilty', 'guilty_lesser')) as guilty,
           jsonb_agg(jsonb_build_object('court', s.court, 'verdict', s.verdict, 'counts', s.counts)
                     order by s.court desc, s.verdict) as verdicts
    from (select f.prosecution_id, f.accused_id, f.court, f.verdict, sum(f.counts)::bigint as counts
          from found f
          group by f.prosecution_id, f.accused_id, f.court, f.verdict) s
    group by s.prosecution_id, s.accused_id
  ), appealed as (
    select a.prosecution_id, a.accused_id, bool_or(a.result is null) as pending,
           max(a.decided_recorded_at) filter (where a.result in ('reversed', 'retrial')) as undone_at
    from appeals a
    where a.case_id = $1
    group by a.prosecution_id, a.accused_id
  ), known as (
    select a.*, c.charges, c.counts, c.open_counts, s.verdicts, coalesce(p.pending, false) as on_appeal,
           a.proceedings = 'final' and p.undone_at > a.proceedings_recorded_at is not true as final,
           case when not exists (select from undone u where u.event_id = a.disposition_event_id)
                then a.disposition end as reported,
           coalesce(s.guilty, false) as guilty
    from accused_status a
    left join charged c using (prosecution_id, accused_id)
    left join summed s using (prosecution_id, accused_id)
    left join appealed p using (prosecution_id, accused_id)
    where a.case_id = $1
  ), judged as (
    select k.*, k.guilty or coalesce(k.reported like 'convicted%', false) as convicted,
           k.sentence_event_id is not null and (k.guilty or coalesce(k.reported like 'convicted%', false))
             and not exists (select from undone u where u.event_id = k.sentence_event_id) as sentenced
    from known k
  )
  select j.prosecution_id, j.accused_id, j.custody, j.custody_since, j.bail, j.bail_kind, j.bail_conditions,
         j.release_expected_on,
         case
           when j.proceedings in ('died', 'discontinued', 'suspended') then j.proceedings
           when j.on_appeal then 'on_appeal'
           when j.final then 'final'
           when j.sentenced then 'sentenced'
           when j.convicted then 'convicted'
           when j.verdicts is not null then 'not_convicted'
           when j.arraigned then 'on_trial'
           when j.charges > 0 then 'charged'
           else 'named'
         end,
         coalesce(j.charges, 0), coalesce(j.counts, 0), coalesce(j.open_counts, 0), coalesce(j.verdicts, '[]'), j.convicted,
         j.reported,
         case when j.sentenced then jsonb_build_object(
           'months', j.sentence_months, 'life', j.sentence_life, 'suspended', j.sentence_suspended,
           'fineAmount', j.fine_amount, 'fineCurrency', j.fine_currency, 'passedOn', j.sentenced_on) end,
         j.final,
         j.proceedings = 'died'
           or (not j.on_appeal and (j.final or j.proceedings in ('discontinued', 'suspended')))
  from judged j
$$;
