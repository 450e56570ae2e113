-- the work calendar: each publication is a whole new version, an old one is never changed
create table work_calendar (
  id uuid primary key,
  version integer not null unique check (version > 0),
  published_at timestamptz not null,
  source text not null check (source in ('chinese-days', 'posted')),
  note text not null default '',
  -- years outside this list are counted by weekends and statutory festivals, with a warning
  years integer[] not null
);

create table work_calendar_day (
  version integer not null references work_calendar (version),
  day date not null,
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null,
  primary key (version, day)
);

-- facts from which the deadline can be computed again, and the one exclusive instant they give
create table clock (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid not null,
  rule_id text not null,
  rule_version integer not null,
  status text not null check (status in ('running', 'paused', 'stopped')),
  start_reason text not null,
  started_at timestamptz not null,
  n integer not null check (n > 0),
  unit text not null check (unit in ('workday', 'day', 'month')),
  roll text not null check (roll in ('next_workday', 'none')),
  end_of_day text not null check (end_of_day ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$'),
  -- [{from, until, reason, approvedBy}], until is null while the clock stands still
  pauses jsonb not null default '[]',
  -- [{n, at, reason, approvedBy}], in the unit of the period
  extensions jsonb not null default '[]',
  soon_days integer[] not null,
  escalate_days integer[] not null,
  -- 0: none was published when the clock started
  calendar_version integer not null,
  due_before timestamptz not null,
  -- when the sweep has to look at the row next: soon, due, overdue, escalated; null when nothing is left to tell
  sweep_at timestamptz,
  stopped_at timestamptz,
  check ((status = 'stopped') = (stopped_at is not null)),
  check (status = 'running' or sweep_at is null)
);
create index clock_case on clock (case_id);
create index clock_subject on clock (subject_id);
create index clock_sweep on clock (sweep_at) where sweep_at is not null;
create index clock_open on clock (id) where status = 'running';
create unique index clock_one_live on clock (subject_id, rule_id) where status <> 'stopped';
