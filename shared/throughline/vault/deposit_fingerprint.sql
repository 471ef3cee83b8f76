-- $1 ref
select fingerprint from vault_deposit where ref = $1;
