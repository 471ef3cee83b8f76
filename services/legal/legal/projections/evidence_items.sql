-- The evidence of a case, item by item.
-- $1 case id.
select e.item_id, e.prosecution_id, e.category, e.sha256, e.seal, e.custodian, e.collected_on, e.hand_overs,
       e.examinations, e.gaps, e.ruling
from evidence_items e
where e.case_id = $1
order by e.collected_on nulls first, e.item_id
