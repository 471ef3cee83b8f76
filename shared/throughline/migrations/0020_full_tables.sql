-- What is looked for in tables that grow for ever is found by an index.
create index deadline_failed on deadline (clock) where state = 'failed';
create index waiting_of_case on waiting_event (case_id);
create index waiting_by_state on waiting_event (state, since);
create index vault_reference_of_case on vault_reference (case_id);

-- The relay reads in order of position; nothing looks for documents by whom they are about.
drop index outbox_by_shard;
drop index vault_document_about;

-- Whom the documents of a case are about: those written in it, and deposits that its facts took up.
create function subjects_of_documents(p_case uuid) returns setof uuid language sql stable as $$
  select distinct subject
    from (select ref from vault_document where case_id = p_case
          union
          select ref from vault_reference where case_id = p_case) of_case
    join vault_document d using (ref)
   cross join unnest(d.subjects) subject
   where coalesce(d.case_id, p_case) = p_case
$$;
