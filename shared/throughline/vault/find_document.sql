-- $1 ref, $2 version (null: the newest). `wrapped` holds the keys in the order of `subjects`, null where destroyed.
select d.ref, d.version, d.kind, coalesce(d.case_id, r.case_id) as case_id, a.office_id,
       p.deposited_by, p.offices as deposit_offices, d.subjects, d.keys, d.nonce, d.sealed, d.written_at, d.written_by,
       array(select k.wrapped from unnest(d.keys) with ordinality as u (key_id, place)
               left join vault_key k using (key_id) order by place) as wrapped
  from vault_document d
  left join vault_deposit p on p.ref = d.ref
  left join vault_reference r on r.ref = d.ref
  left join case_access a on a.case_id = coalesce(d.case_id, r.case_id)
 where d.ref = $1 and ($2::int is null or d.version = $2)
 order by d.version desc
 limit 1;
