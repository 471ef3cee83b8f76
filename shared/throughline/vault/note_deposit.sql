-- $1 ref, $2 fingerprint of the request, $3 deposited by, $4 offices. Returns nothing where the ref is taken.
insert into vault_deposit (ref, fingerprint, deposited_by, offices)
values ($1, $2, $3, $4)
on conflict (ref) do nothing
returning ref;
