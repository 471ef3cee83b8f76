-- Whether a case is one of the lawyers': legal has work in it, an operation may call one, or a task asks one.
create function is_a_lawyers(uuid) returns boolean language sql stable as $$
  select exists (select from case_view c where c.case_id = $1 and c.legal_part <> 'not_opened')
      or exists (select from operations o where o.case_id = $1)
      or exists (select from tasks t where t.case_id = $1 and 'lawyer' in (t.role, t.asked))
$$;
