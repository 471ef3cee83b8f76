-- The status papers and entitlements of a case's victims, the last granted in front.
-- $1 case id.
select e.id, e.victim_id, e.kind, e.authority_org_id, e.granted_on, e.until, e.amount, e.currency, e.received
from entitlements e
where e.case_id = $1
order by e.granted_on desc nulls last, e.id
