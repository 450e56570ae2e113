-- 交办会: the meeting at which many suggestions are handed over to their units at once
create table handover_meeting (
  id uuid primary key,
  congress_id uuid not null references congress,
  organ_id uuid not null references organ,
  title text not null,
  line text not null check (line in ('in_session', 'recess')),
  held_on date not null,
  place text not null default '',
  note text not null default '',
  minutes text not null default '',
  status text not null check (status in ('planned', 'held', 'cancelled')),
  -- the instant at which all that is handed over in one go is handed over
  begun_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((status = 'held') = (begun_at is not null))
);
create index handover_meeting_held on handover_meeting (congress_id, held_on desc, id desc);

create table handover_case (
  meeting_id uuid not null references handover_meeting,
  suggestion_id uuid not null references suggestion,
  status text not null check (status in ('picked', 'handing', 'handed_over', 'failed')),
  -- why it could not be handed over: the code of the refusal and what it says
  refusal_code text,
  refusal_data jsonb,
  picked_at timestamptz not null,
  -- taken by one who hands over, so that nobody else takes it at the same time
  claimed_at timestamptz,
  handed_at timestamptz,
  check ((status = 'failed') = (refusal_code is not null)),
  check ((status = 'handed_over') = (handed_at is not null)),
  check (status <> 'handing' or claimed_at is not null),
  primary key (meeting_id, suggestion_id)
);
-- a suggestion waits for one meeting at a time
create unique index handover_case_waiting on handover_case (suggestion_id) where status <> 'handed_over';
create index handover_case_suggestion on handover_case (suggestion_id);

-- a unit has signed the list at the meeting
create table handover_signature (
  meeting_id uuid not null references handover_meeting,
  unit_id uuid not null references organ,
  note text not null default '',
  signed_at timestamptz not null,
  signed_by_post_id uuid not null references post,
  primary key (meeting_id, unit_id)
);
