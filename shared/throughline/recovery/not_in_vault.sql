-- $1 refs of documents, $2 a key id for each sealed field
select (select count(*) from unnest($1::uuid[]) r (ref)
         where not exists (select from vault_document d where d.ref = r.ref)) as documents,
       (select count(*) from unnest($2::uuid[]) k (key_id)
         where not exists (select from vault_key v where v.key_id = k.key_id)) as seals;
