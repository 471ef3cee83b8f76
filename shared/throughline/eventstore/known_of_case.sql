-- $1 case: what the first of its events here that says so says of it
select headers ->> 'ce_officeid' as office_id, headers ->> 'ce_jurisdiction' as jurisdiction,
       (select l.headers ->> 'ce_casereference' from event l
         where l.case_id = $1 and l.headers ? 'ce_casereference' order by l.position limit 1) as case_reference
  from event where case_id = $1 and headers ? 'ce_officeid' order by position limit 1;
