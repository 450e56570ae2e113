-- All that has ended by its deadline: it stands under several states, and each has an order of its own.
create index party_closed_due on party (holder_id, case_kind, (coalesce(due_before, 'infinity'::timestamptz)), case_id)
  where state in ('converted_to_letter', 'merged', 'split', 'withdrawn', 'closed', 'closed_with_dissent');
