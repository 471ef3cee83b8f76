-- Convictions at first instance over all first-instance endings. $1 offices, null: all; $2 counted under.
with known as (
  select *,
         ending not in ('pending', 'unknown') as ended,
         ending like 'convicted%' as convicted
  from accused_dispositions($1::text[], $2::text)
), counted as (
  select count(*) filter (where ended) as ended,
         count(*) filter (where by_verdict and convicted_of = 'core') as core,
         count(*) filter (where by_verdict and convicted_of = 'related') as related,
         count(*) filter (where by_verdict and convicted_of = 'other') as other,
         count(*) filter (where convicted and not by_verdict) as reported_only,
         count(*) filter (where ending like 'acquitted%') as acquitted,
         count(*) filter (where ending = 'dismissed') as dismissed,
         count(*) filter (where ending = 'withdrawn') as withdrawn,
         count(*) filter (where ending = 'discontinued') as discontinued,
         count(*) filter (where ending = 'hung') as hung,
         count(*) filter (where ending = 'died') as died,
         count(*) filter (where ending = 'pending') as pending,
         count(*) filter (where ending = 'unknown') as unknown,
         count(*) filter (where suspended) as suspended,
         count(*) filter (where convicted and reversed) as reversed,
         max(recorded_at) as true_at
  from known
)
select 'accused' as what,
       ended as n,
       jsonb_build_object(
         'rate', round(core::numeric / nullif(ended, 0), 4),
         'rate_core_or_related', round((core + related)::numeric / nullif(ended, 0), 4),
         'rate_any', round((core + related + other + reported_only)::numeric / nullif(ended, 0), 4),
         'core', core, 'core_or_related', core + related, 'related', related, 'other', other,
         'any', core + related + other + reported_only, 'reported_only', reported_only, 'acquitted', acquitted, 'dismissed', dismissed, 'withdrawn', withdrawn,
         'discontinued', discontinued, 'hung', hung, 'died', died,
         'pending', pending, 'unknown', unknown, 'suspended', suspended, 'reversed', reversed) as values,
       ended as total,
       true_at
from counted
