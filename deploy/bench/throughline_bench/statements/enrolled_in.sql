-- Of the cases in $1, those where aftercare shows somebody enrolled
select case_id from people where case_id = any ($1::uuid[]) and enrolled;
