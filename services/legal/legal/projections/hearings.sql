-- Every hearing of a case, the next one last.
-- $1 case id.
select h.hearing_id, h.prosecution_id, h.case_id, h.case_reference, h.office_id, h.on_at, h.on_precision, h.type,
       h.court_org_id, h.mode, h.witness_ids, h.continues, h.state, h.reason, h.requested_by
from hearings h
where h.case_id = $1
order by h.on_at nulls first, h.hearing_id
