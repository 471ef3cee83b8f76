-- The vault of one service: sealed personal data, the keys that open it, and who read what.
-- A key lives apart from the documents; destroying it (wrapped becomes null) erases all it sealed. A subject has at
-- most one living key: what is recorded about somebody after an erasure is sealed under a new one.
create table vault_key (
  key_id       uuid primary key,
  subject      uuid not null,
  wrapped      bytea,
  created_at   timestamptz not null default now(),
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);
create unique index vault_key_living on vault_key (subject) where destroyed_at is null;

-- `subjects` is sorted and `keys` goes with it, one to one: all of them are needed to open `sealed`.
create table vault_document (
  ref          uuid not null,
  version      int not null check (version > 0),
  kind         text not null,
  case_id      uuid,
  subjects     uuid[] not null check (cardinality(subjects) > 0),
  keys         uuid[] not null check (cardinality(keys) = cardinality(subjects)),
  nonce        bytea not null,
  sealed       bytea not null,
  written_by   uuid not null,
  written_role text not null,
  written_at   timestamptz not null default now(),
  primary key (ref, version)
);
create index vault_document_of_case on vault_document (case_id);
create index vault_document_about on vault_document using gin (subjects);

-- A document deposited before the fact that refers to it; `offices` may take it up, and the depositor.
create table vault_deposit (
  ref          uuid primary key,
  fingerprint  bytea not null,
  deposited_by uuid not null,
  offices      text[] not null,
  at           timestamptz not null default now()
);

-- The case whose fact referred to a deposit first: from then on the deposit is that case's.
create table vault_reference (
  ref     uuid primary key references vault_deposit,
  case_id uuid not null,
  at      timestamptz not null default now()
);

create table vault_read_audit (
  id         bigint generated always as identity primary key,
  ref        uuid not null,
  version    int not null,
  kind       text not null,
  case_id    uuid,
  actor_id   uuid not null,
  actor_role text not null,
  purpose    text not null check (btrim(purpose) <> ''),
  outcome    text not null check (outcome in ('opened', 'erased', 'refused')),
  at         timestamptz not null default clock_timestamp()
);
create index vault_read_audit_of_case on vault_read_audit (case_id, at);
create index vault_read_audit_by_actor on vault_read_audit (actor_id, at);

create trigger vault_document_is_for_ever before update or delete or truncate on vault_document
  for each statement execute function refuse_change();
create trigger vault_deposit_is_for_ever before update or delete or truncate on vault_deposit
  for each statement execute function refuse_change();
create trigger vault_reference_is_for_ever before update or delete or truncate on vault_reference
  for each statement execute function refuse_change();
create trigger vault_read_audit_is_for_ever before update or delete or truncate on vault_read_audit
  for each statement execute function refuse_change();
