-- The orders of compensation of a case, and what came of each, the last ordered in front.
-- $1 case id.
select c.order_id, c.prosecution_id, c.victim_id, c.accused_id, c.payer, c.amount, c.currency, c.ordered_on, c.received,
       c.payments
from compensation c
where c.case_id = $1
order by c.ordered_on desc nulls last, c.order_id
