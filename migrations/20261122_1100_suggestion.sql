create table suggestion (
  id uuid primary key,
  congress_id uuid not null references congress,
  term_id uuid not null references term,
  congress_session_id uuid references congress_session,
  number text,
  title text not null,
  -- 案由 / 案据 / 方案
  subject text not null default '',
  grounds text not null default '',
  proposal text not null default '',
  category text not null default 'other',
  lead_mandate_id uuid not null references mandate,
  status text not null check (status in (
    'draft', 'cosigning', 'submitted', 'registered', 'reviewing', 'returned_for_revision', 'converted_to_letter',
    'merged', 'withdrawn', 'accepted', 'pre_assignment', 'assigned', 'handling', 'replied', 'awaiting_evaluation',
    'rehandling', 'joint_review', 'tracking', 'oversight', 'closed', 'closed_with_dissent')),
  confidential boolean not null default false,
  wishes_publication boolean not null default true,
  merged_into_id uuid references suggestion,
  rule_version integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_at timestamptz,
  registered_at timestamptz,
  accepted_at timestamptz,
  assigned_at timestamptz,
  closed_at timestamptz,
  unique (congress_id, number)
);
create index suggestion_lead on suggestion (lead_mandate_id, changed_at desc);
create index suggestion_congress on suggestion (congress_id, changed_at desc, id desc);

create table suggestion_cosigner (
  suggestion_id uuid not null references suggestion,
  mandate_id uuid not null references mandate,
  status text not null check (status in ('invited', 'confirmed', 'declined', 'withdrawn')),
  invited_at timestamptz not null,
  answered_at timestamptz,
  primary key (suggestion_id, mandate_id)
);
create index suggestion_cosigner_mandate on suggestion_cosigner (mandate_id, status);

-- one unit's part in a case: its own machine, its own clock
create table assignment (
  id uuid primary key,
  suggestion_id uuid not null references suggestion,
  unit_id uuid not null references organ,
  part text not null check (part in ('lead', 'co', 'separate')),
  status text not null check (status in (
    'proposed', 'assigned', 'signed', 'return_requested', 'reassigned', 'handling', 'reply_drafting', 'signed_off',
    'gov_review', 'replied', 'co_opinion_submitted', 'co_opinion_accepted', 'rehandling', 'done', 'cancelled')),
  round smallint not null default 1,
  assigned_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by_person_id uuid references person,
  return_reason text,
  co_opinion text,
  co_opinion_at timestamptz,
  version integer not null default 1
);
create index assignment_suggestion on assignment (suggestion_id);
create unique index assignment_one_live on assignment (suggestion_id, unit_id) where status not in ('reassigned', 'cancelled');
create unique index assignment_one_lead on assignment (suggestion_id)
  where part = 'lead' and status not in ('reassigned', 'cancelled');

-- 面商: counts only when the deputy confirms
create table consultation (
  id uuid primary key,
  assignment_id uuid not null references assignment,
  mandate_id uuid not null references mandate,
  means text not null check (means in ('meeting', 'video', 'phone', 'message')),
  held_on date not null,
  summary text not null,
  noted_by_person_id uuid not null references person,
  confirmed_at timestamptz
);
create index consultation_assignment on consultation (assignment_id);

-- answers are versions: a change after signing is a new version, signed again
create table reply (
  id uuid primary key,
  assignment_id uuid not null references assignment,
  round smallint not null,
  revision smallint not null,
  body text not null,
  class text not null check (class in ('A', 'B', 'C', 'D')),
  drafted_by_person_id uuid not null references person,
  drafted_at timestamptz not null,
  signed_by_person_id uuid references person,
  signed_at timestamptz,
  sent_at timestamptz,
  unique (assignment_id, round, revision),
  check (signed_by_person_id is null or signed_by_person_id <> drafted_by_person_id)
);

-- each co-signer is answered by name
create table reply_receipt (
  reply_id uuid not null references reply,
  mandate_id uuid not null references mandate,
  sent_at timestamptz not null,
  read_at timestamptz,
  primary key (reply_id, mandate_id)
);

create table evaluation_round (
  id uuid primary key,
  suggestion_id uuid not null references suggestion,
  assignment_id uuid not null references assignment,
  round smallint not null,
  status text not null check (status in ('open', 'cast', 'expired')),
  opened_at timestamptz not null,
  -- by the lead sponsor; by a co-signer or the deputy office where the sponsor may not
  evaluator_kind text not null default 'lead' check (evaluator_kind in ('lead', 'cosigner', 'deputy_office')),
  attitude text check (attitude in ('satisfied', 'basically_satisfied', 'dissatisfied')),
  result text check (result in ('satisfied', 'basically_satisfied', 'dissatisfied')),
  opinion text,
  cast_by_person_id uuid references person,
  cast_at timestamptz,
  unique (assignment_id, round),
  check ((status = 'cast') = (attitude is not null and result is not null)),
  check (result <> 'dissatisfied' or coalesce(opinion, '') <> '')
);

create table commitment (
  id uuid primary key,
  suggestion_id uuid not null references suggestion,
  assignment_id uuid not null references assignment,
  reply_id uuid not null references reply,
  content text not null,
  owner text not null,
  due_on date not null,
  status text not null check (status in (
    'open', 'due_soon', 'fulfilled', 'confirmed', 'overdue', 'oversight', 'rescheduled', 'unfulfillable')),
  evidence text,
  version integer not null default 1
);
create index commitment_suggestion on commitment (suggestion_id);
create index commitment_due on commitment (due_on) where status in ('open', 'due_soon');

-- a confidential case is open to its sponsors and to the persons named here, nobody else of an organ
create table suggestion_reader (
  suggestion_id uuid not null references suggestion,
  person_id uuid not null references person,
  primary key (suggestion_id, person_id)
);
