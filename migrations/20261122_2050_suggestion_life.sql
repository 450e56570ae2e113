-- split: one case becomes two with numbers of their own that refer to the first
alter table suggestion drop constraint suggestion_status_check;
alter table suggestion add constraint suggestion_status_check check (status in (
  'draft', 'cosigning', 'submitted', 'registered', 'reviewing', 'returned_for_revision', 'converted_to_letter',
  'merged', 'split', 'withdrawn', 'accepted', 'pre_assignment', 'assigned', 'handling', 'replied',
  'awaiting_evaluation', 'rehandling', 'joint_review', 'tracking', 'oversight', 'closed', 'closed_with_dissent'));
alter table suggestion add column split_from_id uuid references suggestion;
create index suggestion_merged_into on suggestion (merged_into_id) where merged_into_id is not null;
create index suggestion_split_from on suggestion (split_from_id) where split_from_id is not null;

alter table assignment
  -- 催办: at most one a day
  add column reminded_at timestamptz,
  -- why the lead unit sent the opinion back, once
  add column co_opinion_return_reason text;

-- 答复审核 by the government office, before the answer is sent
alter table reply
  add column reviewed_by_person_id uuid references person,
  add column reviewed_at timestamptz,
  add check (reviewed_by_person_id is null or reviewed_by_person_id <> drafted_by_person_id);

-- 延期 and 停表: asked by the unit, decided by who distributes; one extension an assignment
create table deadline_request (
  id uuid primary key,
  suggestion_id uuid not null references suggestion,
  assignment_id uuid not null references assignment,
  kind text not null check (kind in ('extension', 'pause')),
  status text not null check (status in ('asked', 'granted', 'denied', 'ended', 'lapsed')),
  n integer check (n > 0),
  unit text check (unit in ('workday', 'day', 'month')),
  reason text not null,
  asked_by_person_id uuid not null references person,
  asked_at timestamptz not null,
  decided_by_person_id uuid references person,
  decided_at timestamptz,
  decision_reason text,
  ended_at timestamptz,
  check ((kind = 'extension') = (n is not null and unit is not null)),
  check (decided_by_person_id is null or decided_by_person_id <> asked_by_person_id)
);
create index deadline_request_suggestion on deadline_request (suggestion_id);
create unique index deadline_request_one_extension on deadline_request (assignment_id)
  where kind = 'extension' and status <> 'lapsed';
create unique index deadline_request_one_pause on deadline_request (assignment_id)
  where kind = 'pause' and status in ('asked', 'granted');

-- the ledger of promises is read by congress, by unit, by case
alter table commitment
  add column congress_id uuid references congress,
  add column unit_id uuid references organ,
  add column sent_at timestamptz,
  -- why it is kept later, or not at all
  add column explanation text,
  add column first_due_on date,
  add column reschedules smallint not null default 0;
update commitment set congress_id = suggestion.congress_id from suggestion where suggestion.id = commitment.suggestion_id;
update commitment set unit_id = assignment.unit_id from assignment where assignment.id = commitment.assignment_id;
update commitment set sent_at = reply.sent_at from reply where reply.id = commitment.reply_id;
alter table commitment alter column congress_id set not null, alter column unit_id set not null;
drop index commitment_due;
create index commitment_due on commitment (due_on, id)
  where sent_at is not null and status in ('open', 'due_soon', 'rescheduled', 'overdue');
create index commitment_congress_due on commitment (congress_id, due_on, id) where sent_at is not null;
create index commitment_congress_state on commitment (congress_id, status, due_on, id) where sent_at is not null;
create index commitment_unit_due on commitment (unit_id, due_on, id) where sent_at is not null;
create index commitment_reply on commitment (reply_id);
