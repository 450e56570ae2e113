-- a line of the party index that another module than the case's own keeps: it stays when the case puts its own anew
alter table party add column kept_by text;

-- 重点督办: what the chairpersons' meeting has put under the eyes of its leaders; one or several suggestions together
create table key_oversight (
  id uuid primary key,
  congress_id uuid not null references congress,
  -- the office that proposed it and keeps its papers
  organ_id uuid not null references organ,
  year smallint not null,
  title text not null,
  grounds text not null default '',
  -- 对口督办: the committee of the field
  committee_id uuid references organ,
  -- the one of an earlier year that this one goes on with
  continues_id uuid references key_oversight,
  status text not null check (status in ('proposed', 'decided', 'under_way', 'concluded', 'withdrawn')),
  decided_on date,
  decision_number text,
  conclusion text,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- the last activity, signature or answer in person; null before it is under way
  moved_at timestamptz,
  -- since when it is known that nothing has moved for too long
  stalled_at timestamptz,
  ended_at timestamptz,
  check (status in ('proposed', 'withdrawn') or (decided_on is not null and decision_number is not null)),
  check ((status in ('concluded', 'withdrawn')) = (ended_at is not null)),
  check (status <> 'under_way' or moved_at is not null)
);
create index key_oversight_changed on key_oversight (congress_id, changed_at desc, id desc);
create index key_oversight_still on key_oversight (congress_id, moved_at) where status = 'under_way' and stalled_at is null;
create index key_oversight_continues on key_oversight (continues_id) where continues_id is not null;

create table key_oversight_case (
  oversight_id uuid not null references key_oversight,
  suggestion_id uuid not null references suggestion,
  added_at timestamptz not null,
  -- 面复: the main head of the unit has answered in person
  face_replied_on date,
  face_reply_head text,
  face_reply_note text,
  face_reply_by_post_id uuid references post,
  check ((face_replied_on is null) = (face_reply_head is null)),
  primary key (oversight_id, suggestion_id)
);
create index key_oversight_case_suggestion on key_oversight_case (suggestion_id);

-- 领衔人: one, or one of the congress and one of the government (双领衔)
create table key_oversight_lead (
  id uuid primary key,
  oversight_id uuid not null references key_oversight,
  side text not null check (side in ('congress', 'government')),
  -- null: a leader of the government who does not work here; the government office acts in their name
  person_id uuid references person,
  name text not null,
  title text not null default '',
  -- the organ on whose to-do page it waits
  organ_id uuid not null references organ,
  confirmed_at timestamptz,
  confirmed_by_post_id uuid references post,
  on_behalf boolean not null default false,
  check (side = 'government' or person_id is not null),
  unique (oversight_id, side)
);
create index key_oversight_lead_person on key_oversight_lead (person_id) where person_id is not null;

create table key_oversight_activity (
  id uuid primary key,
  oversight_id uuid not null references key_oversight,
  kind text not null check (kind in ('report_heard', 'site_visit', 'discussion', 'other')),
  held_on date not null,
  place text not null,
  people text not null,
  found text not null,
  asked text not null default '',
  recorded_at timestamptz not null,
  recorded_by_post_id uuid not null references post
);
create index key_oversight_activity_oversight on key_oversight_activity (oversight_id, held_on, id);

-- 进展会签: a leader has signed what an activity found
create table key_oversight_signature (
  activity_id uuid not null references key_oversight_activity,
  lead_id uuid not null references key_oversight_lead,
  signed_at timestamptz not null,
  signed_by_post_id uuid not null references post,
  on_behalf boolean not null,
  primary key (activity_id, lead_id)
);
