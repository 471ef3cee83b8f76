-- $1 document refs
select ref, max(version) as version from vault_document where ref = any($1::uuid[]) group by ref;
