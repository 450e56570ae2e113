-- papers that went out under an official number, frozen as they were sent
create table issued_paper (
  id uuid primary key,
  congress_id uuid not null references congress,
  organ_id uuid not null references organ,
  kind text not null check (kind in (
    'handover_note', 'reminder', 'co_opinion', 'reply_letter', 'overdue_notice', 'handover_list', 'compilation',
    'annual_report')),
  -- null: a paper about many cases
  case_id uuid references suggestion,
  assignment_id uuid references assignment,
  number text not null,
  content jsonb not null,
  issued_at timestamptz not null,
  issued_by_person_id uuid not null references person,
  unique (organ_id, number)
);
create index issued_paper_case on issued_paper (case_id, issued_at) where case_id is not null;
create index issued_paper_organ on issued_paper (organ_id, issued_at desc, id desc);
