-- Who was only summoned yet, and which victims a charge names.
alter table accused_status_v1 add column summoned boolean not null default false;
create or replace view accused_status as select * from accused_status_v1;
alter table charges_v1 add column victim_ids jsonb not null default '[]';
create or replace view charges as select * from charges_v1;

-- How it stands with each accused of a case now, from the read models together. $1 case id.
-- The first decision on appeal that undoes a verdict says how; what was reversed is decided, what was sent back is open,
-- and so is what had been reversed where that reversal is itself sent back. A hung jury decides nothing. Of what stands,
-- the higher court's word goes before the first court's on as many counts.
-- `outcome` is how it ended as far as it has; of one convicted of nothing but what was not charged, that is said.
-- Whoever is final or discontinued is before the court again once a judgment is undone, the suspended by a retrial.
drop function accused_now(uuid);
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
  outcome             text,
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
  with appealed_against as (
    select a.prosecution_id, a.accused_id, a.result, a.decided_recorded_at,
           jsonb_array_elements_text(a.against)::uuid as event_id
    from appeals a
    where a.case_id = $1 and a.result in ('reversed', 'retrial')
  ), sent_back as (
    select jsonb_array_elements_text(a.against)::uuid as event_id
    from appeals a
    join appealed_against g on g.event_id = a.decision_event_id and g.result = 'retrial'
    where a.case_id = $1
  ), undone as (
    select distinct on (g.event_id) g.event_id,
           case when g.event_id in (select b.event_id from sent_back b) then 'retrial' else g.result end as how
    from appealed_against g
    order by g.event_id, g.decided_recorded_at
  ), found as (
    select v.prosecution_id, v.accused_id, v.charge_id, v.verdict, v.convicted_of, v.court, v.counts, u.how
    from verdicts v
    left join undone u on u.event_id = v.event_id
    where v.case_id = $1
  ), settled as (
    select f.prosecution_id, f.charge_id, f.court, sum(f.counts) as counts
    from found f
    where f.verdict <> 'hung' and (f.how is null or f.how = 'reversed')
    group by f.prosecution_id, f.charge_id, f.court
  ), ended as (
    select f.prosecution_id, f.accused_id,
           bool_or(f.verdict = 'not_guilty') as acquitted, bool_or(f.verdict = 'dismissed') as dismissed,
           bool_or(f.verdict = 'hung') as hung,
           bool_or(f.verdict like 'guilty%') and bool_and(f.verdict = 'guilty_lesser' or f.convicted_of is not null)
             filter (where f.verdict like 'guilty%') as of_another
    from found f
    where f.how is null
    group by f.prosecution_id, f.accused_id
  ), guilty as (
    select f.prosecution_id, f.accused_id, f.charge_id
    from found f
    where f.how is null and f.verdict <> 'hung'
    group by f.prosecution_id, f.accused_id, f.charge_id
    having coalesce(sum(f.counts) filter (where f.court = 'appeal' and f.verdict like 'guilty%'), 0)
         + greatest(0, coalesce(sum(f.counts) filter (where f.court = 'first_instance' and f.verdict like 'guilty%'), 0)
                     - coalesce(sum(f.counts) filter (where f.court = 'appeal'), 0)) > 0
  ), charged as (
    select c.prosecution_id, c.accused_id, count(*) as charges, sum(c.filed)::bigint as counts,
           sum(c.filed - c.withdrawn - c.rejected - least(c.accepted, coalesce(
             (select max(s.counts) from settled s
              where s.prosecution_id = c.prosecution_id and s.charge_id = c.charge_id), 0)))::bigint as open_counts
    from charges c
    where c.case_id = $1
    group by c.prosecution_id, c.accused_id
  ), summed as (
    select s.prosecution_id, s.accused_id, bool_or(s.verdict <> 'hung') as decided,
           jsonb_agg(jsonb_build_object('court', s.court, 'verdict', s.verdict, 'counts', s.counts)
                     order by s.court desc, s.verdict) as verdicts
    from (select f.prosecution_id, f.accused_id, f.court, f.verdict, sum(f.counts)::bigint as counts
          from found f
          where f.how is null
          group by f.prosecution_id, f.accused_id, f.court, f.verdict) s
    group by s.prosecution_id, s.accused_id
  ), appealed as (
    select a.prosecution_id, a.accused_id, bool_or(a.result is null) as pending,
           max(a.decided_recorded_at) filter (where a.result in ('reversed', 'retrial')) as undone_at,
           max(a.decided_recorded_at) filter (where a.result = 'retrial') as retried_at
    from appeals a
    where a.case_id = $1
    group by a.prosecution_id, a.accused_id
  ), known as (
    select a.*, c.charges, c.counts, c.open_counts, s.verdicts, coalesce(s.decided, false) as decided,
           coalesce(p.pending, false) as on_appeal, e.acquitted, e.dismissed, e.hung, coalesce(e.of_another, false) as of_another,
           case
             when a.proceedings in ('final', 'discontinued') and p.undone_at > a.proceedings_recorded_at then 'pending'
             when a.proceedings = 'suspended' and p.retried_at > a.proceedings_recorded_at then 'pending'
             else a.proceedings
           end as stands,
           case when not exists (select from undone u where u.event_id = a.disposition_event_id)
                then a.disposition end as reported,
           exists (select from found f
                   where f.how = 'reversed' and f.prosecution_id = a.prosecution_id
                     and f.accused_id = a.accused_id) as reversed,
           exists (select from guilty g
                   where g.prosecution_id = a.prosecution_id and g.accused_id = a.accused_id) as guilty
    from accused_status a
    left join charged c using (prosecution_id, accused_id)
    left join summed s using (prosecution_id, accused_id)
    left join appealed p using (prosecution_id, accused_id)
    left join ended e using (prosecution_id, accused_id)
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
           when j.stands in ('died', 'discontinued', 'suspended') then j.stands
           when j.on_appeal then 'on_appeal'
           when j.stands = 'final' then 'final'
           when j.sentenced then 'sentenced'
           when j.convicted then 'convicted'
           when j.decided then 'not_convicted'
           when j.charges > 0 and j.open_counts = 0 and not j.reversed then 'withdrawn'
           when j.arraigned or j.verdicts is not null then 'on_trial'
           when j.charges > 0 then 'charged'
           when j.summoned then 'summoned'
           else 'named'
         end,
         case
           when j.guilty then case when j.of_another then 'convicted_of_another' else 'convicted' end
           when j.reported like 'convicted%' then 'convicted'
           when j.reported = 'acquitted_trial' or (j.acquitted and j.open_counts = 0) then 'acquitted'
           when j.reported = 'dismissed' or (j.dismissed and j.open_counts = 0) then 'dismissed'
           when j.reversed and j.open_counts = 0 then 'reversed'
           when j.charges > 0 and j.open_counts = 0 then 'withdrawn'
           when j.hung then 'hung'
         end,
         coalesce(j.charges, 0), coalesce(j.counts, 0), coalesce(j.open_counts, 0), coalesce(j.verdicts, '[]'), j.convicted,
         j.reported,
         case when j.sentenced then jsonb_build_object(
           'months', j.sentence_months, 'life', j.sentence_life, 'suspended', j.sentence_suspended,
           'fineAmount', j.fine_amount, 'fineCurrency', j.fine_currency, 'passedOn', j.sentenced_on) end,
         j.stands = 'final',
         j.stands = 'died' or (not j.on_appeal and j.stands in ('final', 'discontinued', 'suspended'))
  from judged j
$$;
