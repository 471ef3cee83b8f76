-- $1 refs, $2 case, $3 who refers, $4 their offices, $5 whether they reach every office.
-- The first fact that may take a deposit up makes it its case's; what is another's, or no deposit, stays as it is.
insert into vault_reference (ref, case_id)
select ref, $2 from vault_deposit
 where ref = any($1::uuid[]) and (deposited_by = $3 or offices && $4::text[] or ($5 and cardinality(offices) > 0))
 order by ref
on conflict (ref) do nothing;
