-- The protection orders of a case, those in force first.
-- $1 case id.
select o.order_id, o.prosecution_id, o.protects, o.against, o.until, o.breaches, o.state
from protection_orders o
where o.case_id = $1
order by o.state = 'expired', o.until nulls last, o.order_id
