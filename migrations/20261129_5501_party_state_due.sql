-- Cases of one state by their deadline: without it, those that have none are met after all the others.
create index party_state_due on party (holder_id, case_kind, state, (coalesce(due_before, 'infinity'::timestamptz)), case_id);
