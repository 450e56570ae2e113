-- All that has ended, the newest change first: with the index by deadline alone a plan that is kept for a holder of few
-- cases gathered and sorted all that a holder of many has.
create index party_closed_changed on party (holder_id, case_kind, changed_at desc, case_id desc)
  where state in ('converted_to_letter', 'merged', 'split', 'withdrawn', 'closed', 'closed_with_dissent');
