-- By deadline: what has none comes last, and is not left out. One index has both.
drop index party_due;
create index party_due on party (holder_id, case_kind, coalesce(due_before, 'infinity'::timestamptz), case_id);
drop index topic_until;
create index topic_until on topic (congress_id, coalesce(open_until, 'infinity'::date), id);
