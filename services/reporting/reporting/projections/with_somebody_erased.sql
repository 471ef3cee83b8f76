-- Of the cases in $1, those in which somebody is erased.
select distinct case_id from erasures where case_id = any ($1::uuid[])
