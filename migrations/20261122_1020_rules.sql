-- cfg.* of a congress: typed in code, versioned here, each with the day from which it holds
create table rule_set (
  congress_id uuid not null references congress,
  version integer not null check (version > 0),
  effective_on date not null,
  content jsonb not null,
  reason text not null default '',
  proposed_by_person_id uuid references person,
  approved_by_person_id uuid references person,
  created_at timestamptz not null,
  primary key (congress_id, version),
  check (approved_by_person_id is null or approved_by_person_id <> proposed_by_person_id)
);

-- gap-free official numbers: the counter row is locked at registration, no sequence
create table number_counter (
  congress_id uuid not null references congress,
  series text not null,
  last_number integer not null default 0 check (last_number >= 0),
  primary key (congress_id, series)
);

-- a stored command waiting for a second person
create table approval (
  id uuid primary key,
  congress_id uuid not null references congress,
  kind text not null,
  subject_id uuid not null,
  command jsonb not null,
  status text not null check (status in ('pending', 'approved', 'declined', 'expired', 'used')),
  asked_by_person_id uuid not null references person,
  asked_by_organ_id uuid references organ,
  asked_at timestamptz not null,
  decided_by_person_id uuid references person,
  decided_at timestamptz,
  expires_at timestamptz not null,
  check (decided_by_person_id is null or decided_by_person_id <> asked_by_person_id)
);
create index approval_pending on approval (congress_id, asked_at) where status = 'pending';
create index approval_subject on approval (subject_id);

-- acting for another, scoped, at most 30 days
create table delegated_power (
  id uuid primary key,
  from_post_id uuid not null references post,
  to_person_id uuid not null references person,
  scope text not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on and ends_on <= starts_on + 30)
);
create index delegated_power_to on delegated_power (to_person_id, ends_on);

-- who has to do with a case, in what role, until when; kept in the transaction of the act
create table party (
  holder_id uuid not null,
  case_id uuid not null,
  role text not null,
  case_kind text not null,
  -- the person or the post that is meant when a case is confidential
  confidential boolean not null default false,
  state text not null,
  -- what this holder has to do now: a code of the to-do page, null when it waits for others
  todo text,
  due_before timestamptz,
  changed_at timestamptz not null,
  until timestamptz,
  primary key (holder_id, case_id, role)
);
create index party_changed on party (holder_id, case_kind, changed_at desc, case_id desc);
create index party_state_changed on party (holder_id, case_kind, state, changed_at desc, case_id desc);
create index party_due on party (holder_id, case_kind, due_before, case_id) where due_before is not null;
create index party_todo on party (holder_id, due_before, case_id) where todo is not null;
create index party_case on party (case_id);
