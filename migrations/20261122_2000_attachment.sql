-- pictures and files of any case: the row tells, the bytes lie in the file store under keys that we made
create table attachment (
  id uuid primary key,
  case_kind text not null,
  case_id uuid not null,
  place text not null check (place in ('draft', 'paper', 'cosign_sheet', 'reply', 'evidence', 'stamped')),
  -- what in the case it belongs to: an assignment, a promise, a paper
  subject_id uuid,
  -- quarantined: its content is being checked, nothing of it is stored yet
  status text not null check (status in ('quarantined', 'clean', 'withdrawn')),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('picture', 'pdf', 'docx', 'xlsx')),
  media_type text not null,
  size integer not null check (size > 0),
  width integer,
  height integer,
  file_key text not null unique,
  sha256 bytea check (length(sha256) = 32),
  preview_key text unique,
  preview_sha256 bytea check (length(preview_sha256) = 32),
  -- the mandate, or the post and its organ
  added_by_acting_id uuid not null,
  added_by_organ_id uuid references organ,
  added_by_person_id uuid not null references person,
  added_at timestamptz not null,
  withdrawn_at timestamptz,
  check (status = 'quarantined' or sha256 is not null),
  check ((status = 'withdrawn') = (withdrawn_at is not null)),
  check ((preview_key is null) or kind = 'picture')
);
create index attachment_case on attachment (case_kind, case_id, added_at, id);
create index attachment_quarantined on attachment (added_at) where status = 'quarantined';
