-- 议案截止时间 of a session: an instant, set by the congress for each session
alter table congress_session add column motion_deadline_at timestamptz;

-- 议案 (组织法 art. 22)
create table motion (
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
    'draft', 'cosigning', 'submitted', 'secretariat_check', 'presidium_decision', 'on_agenda', 'deliberated', 'voted',
    'referred_to_committee', 'committee_report', 'concluded', 'converted_to_suggestion', 'withdrawn')),
  committee_id uuid references organ,
  committee_report text,
  committee_reported_at timestamptz,
  -- the plenary's figures from the minutes; a motion passes with more than half of all deputies (组织法 art. 25)
  votes_for integer check (votes_for >= 0),
  votes_against integer check (votes_against >= 0),
  votes_abstained integer check (votes_abstained >= 0),
  deputies_counted integer check (deputies_counted > 0),
  passed boolean,
  withdrawal_asked_at timestamptz,
  suggestion_id uuid unique references suggestion,
  rule_version integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_at timestamptz,
  registered_at timestamptz,
  decided_at timestamptz,
  closed_at timestamptz,
  unique (congress_id, number),
  check (status <> 'referred_to_committee' or committee_id is not null),
  check ((status = 'voted') = (passed is not null)),
  check ((status = 'converted_to_suggestion') = (suggestion_id is not null)),
  check (passed is null
    or (votes_for + votes_against + votes_abstained <= deputies_counted and passed = (votes_for * 2 > deputies_counted)))
);
create index motion_congress on motion (congress_id, changed_at desc, id desc);
create index motion_lead on motion (lead_mandate_id, changed_at desc);

create table motion_cosigner (
  motion_id uuid not null references motion,
  mandate_id uuid not null references mandate,
  status text not null check (status in ('invited', 'confirmed', 'declined', 'withdrawn')),
  invited_at timestamptz not null,
  answered_at timestamptz,
  primary key (motion_id, mandate_id)
);
create index motion_cosigner_mandate on motion_cosigner (mandate_id, status);
