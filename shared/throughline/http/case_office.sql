-- The office a case belongs to. $1 case id. No row: nothing is known of the case.
select office_id from case_access where case_id = $1
