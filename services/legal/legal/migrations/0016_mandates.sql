create table compensation_v1 (
  prosecution_id uuid not null,
  order_id       uuid not null,
  case_id        uuid not null,
  victim_id      uuid,
  accused_id     uuid,
  payer          text not null,
  amount         numeric,
  currency       text not null,
  ordered_on     timestamptz,
  received       numeric not null,
  payments       bigint not null,
  primary key (prosecution_id, order_id)
);
create index compensation_v1_of_case on compensation_v1 (case_id);
create view compensation as select * from compensation_v1;

create table mandates_v1 (
  victim_id      uuid not null,
  lawyer_id      uuid not null,
  consent_id     uuid not null,
  case_id        uuid not null,
  case_reference text,
  office_id      text,
  mandated_on    timestamptz,
  primary key (victim_id, lawyer_id, consent_id)
);
create index mandates_v1_of_case on mandates_v1 (case_id);
create index mandates_v1_of_counsel on mandates_v1 (lawyer_id);
create view mandates as select * from mandates_v1;

create table consents_v1 (
  consent_id uuid primary key,
  case_id    uuid not null,
  subject_id uuid,
  expires_on timestamptz,
  withdrawn  boolean not null
);
create index consents_v1_of_case on consents_v1 (case_id);
create view consents as select * from consents_v1;

-- What one person's own case holds for her and her counsel: nothing of any other victim. $1 case; $2 the person.
-- The body is a string on purpose: it names public views, which a new generation of a read model replaces.
create function own_case(uuid, uuid)
returns table (
  hearings          jsonb,
  protection_orders jsonb,
  papers            jsonb,
  compensation      jsonb,
  accused           jsonb
) language sql stable as $$
  select
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'hearingId', h.hearing_id, 'onAt', h.on_at, 'onPrecision', h.on_precision, 'type', h.type, 'mode', h.mode,
        'state', h.state) order by h.on_at, h.hearing_id)
      from hearings h
      where h.case_id = $1 and h.witness_ids ? $2::text), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'orderId', o.order_id, 'against', o.against, 'until', o.until, 'breaches', o.breaches, 'state', o.state)
        order by o.order_id)
      from protection_orders o
      where o.case_id = $1 and o.protects = $2), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', e.id, 'kind', e.kind, 'grantedOn', e.granted_on, 'until', e.until, 'amount', e.amount,
        'currency', e.currency, 'received', e.received) order by e.granted_on, e.id)
      from entitlements e
      where e.case_id = $1 and e.victim_id = $2), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'orderId', c.order_id, 'payer', c.payer, 'amount', c.amount, 'currency', c.currency, 'orderedOn', c.ordered_on,
        'received', c.received) order by c.ordered_on, c.order_id)
      from compensation c
      where c.case_id = $1 and c.victim_id = $2), '[]'),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'prosecutionId', n.prosecution_id, 'accusedId', n.accused_id, 'stage', n.stage, 'outcome', n.outcome,
        'custody', n.custody, 'releaseExpectedOn', n.release_expected_on) order by n.prosecution_id, n.accused_id)
      from accused_now($1) n
      where exists (select from charges c
                    where c.prosecution_id = n.prosecution_id and c.accused_id = n.accused_id
                      and c.victim_ids ? $2::text)
         or exists (select from protection_orders o
                    where o.case_id = $1 and o.protects = $2 and o.against = n.accused_id)), '[]')
$$;
