-- One spreadsheet brought in by an office: previewed row by row, then applied as a whole or given up.
create table roster_import (
  id uuid primary key,
  kind text not null check (kind in ('areas', 'units', 'posts', 'deputies', 'constituencies')),
  congress_id uuid not null references congress,
  made_by_person_id uuid not null references person,
  -- the identity that asked, as the apply job acts: role and reach as they were
  acting jsonb not null,
  status text not null check (status in ('previewing', 'ready', 'applying', 'applied', 'failed', 'discarded')),
  file_name text not null,
  file_sha256 bytea not null,
  -- where the bytes lie until the preview has read them
  file_key text,
  -- what was found in the file besides rows: sheets, headings, skipped notes, delegations that would be new
  form jsonb not null default '{}',
  rows_total integer not null default 0,
  create_count integer not null default 0,
  change_count integer not null default 0,
  unchanged_count integer not null default 0,
  refused_count integer not null default 0,
  -- digest of the whole preview: what is applied is what was shown
  plan_hash bytea,
  failure_code text,
  failure_data jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  previewed_at timestamptz,
  applied_at timestamptz
);
create index roster_import_congress on roster_import (congress_id, created_at desc, id desc);

create table roster_import_row (
  import_id uuid not null references roster_import on delete cascade,
  ordinal integer not null,
  sheet text not null,
  row_number integer not null,
  -- what stood in the row, without ID number and telephone; those are sealed. Both go when the import is applied
  cells jsonb not null,
  faults jsonb not null default '{}',
  sealed bytea,
  key_id text,
  outcome text check (outcome in ('create', 'change', 'unchanged', 'refused')),
  label text not null default '',
  changes jsonb not null default '[]',
  refusals jsonb not null default '[]',
  primary key (import_id, ordinal)
);
create index roster_import_row_outcome on roster_import_row (import_id, outcome, ordinal);

-- apart from roster_import, whose row is locked while its transaction runs
create table roster_import_progress (
  import_id uuid primary key references roster_import on delete cascade,
  phase text not null check (phase in ('reading', 'checking', 'writing')),
  done integer not null,
  total integer not null,
  at timestamptz not null
);

-- rosters are sorted by strokes and by pinyin, in keys made when a name is written
create index person_name_stroke on person (name_stroke, id);
create index person_name_pinyin on person (name_pinyin, id);
create index mandate_person on mandate (person_id);
create index mandate_constituency on mandate (constituency_id);
create index mandate_delegation on mandate (delegation_id);
