create table notice (
  id uuid primary key,
  person_id uuid not null references person,
  holder_id uuid not null,
  kind text not null,
  case_kind text,
  case_id uuid,
  event_id uuid not null,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  read_at timestamptz,
  unique (event_id, person_id, kind)
);
create index notice_person on notice (person_id, created_at desc, id desc);
create index notice_unread on notice (person_id) where read_at is null;
