-- Of the cases in $1, how many have a consent noted in aftercare
select count(distinct case_id) from event where case_id = any ($1::uuid[]) and type = 'ConsentNoted';
