-- $1 ref, $2 version, $3 kind, $4 case or null (a deposit), $5 subjects sorted, $6 their keys, $7 nonce, $8 sealed content,
-- $9 written by, $10 in which role
insert into vault_document (ref, version, kind, case_id, subjects, keys, nonce, sealed, written_by, written_role)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);
