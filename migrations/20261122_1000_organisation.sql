-- Where: administrative divisions and what sits on them. Nothing here is overwritten: names and mergers carry dates.
create table area (
  id uuid primary key,
  code text not null unique,
  name text not null,
  level smallint not null check (level between 1 and 5),
  kind text not null default 'area' check (kind in ('area', 'street')),
  parent_id uuid references area,
  -- codes from the province down, '/32/3204/320412/320412100/': a prefix test says "within"
  path text not null unique
);
create index area_parent on area (parent_id, code);
create index area_path on area (path text_pattern_ops);

create table congress (
  id uuid primary key,
  area_id uuid not null unique references area,
  name text not null,
  short_name text not null,
  level smallint not null check (level between 1 and 4),
  created_at timestamptz not null
);

-- 届: from the first session of this congress to the first session of the next (代表法 art. 2)
create table term (
  id uuid primary key,
  congress_id uuid not null references congress,
  number smallint not null check (number > 0),
  first_session_on date not null,
  ended_on date check (ended_on > first_session_on),
  seats smallint not null check (seats > 0),
  unique (congress_id, number)
);
create unique index term_current on term (congress_id) where ended_on is null;

-- 次会议
create table congress_session (
  id uuid primary key,
  term_id uuid not null references term,
  number smallint not null check (number > 0),
  opens_on date not null,
  closes_on date not null check (closes_on >= opens_on),
  unique (term_id, number)
);

create table constituency (
  id uuid primary key,
  congress_id uuid not null references congress,
  term_id uuid not null references term,
  kind text not null check (kind in ('constituency', 'electing_unit')),
  code text not null,
  name text not null,
  area_id uuid references area,
  seats smallint not null default 1 check (seats > 0),
  unique (term_id, code),
  unique (term_id, name)
);

create table delegation (
  id uuid primary key,
  term_id uuid not null references term,
  name text not null,
  position smallint not null default 0,
  unique (term_id, name)
);

create table organ (
  id uuid primary key,
  code text not null unique,
  name text not null,
  short_name text not null,
  kind text not null check (kind in (
    'deputy_office', 'committee', 'presidium', 'street_committee', 'secretariat', 'leadership',
    'gov_office', 'unit', 'station', 'operations')),
  system text not null check (system in (
    'congress', 'government', 'court', 'procuratorate', 'supervision', 'party', 'enterprise', 'township', 'platform')),
  congress_id uuid not null references congress,
  area_id uuid not null references area,
  parent_id uuid references organ,
  starts_on date not null,
  ends_on date check (ends_on > starts_on),
  merged_into_id uuid references organ,
  version integer not null default 1
);
create index organ_congress on organ (congress_id, kind, code);

-- earlier names: a paper of 2024 shows the name of 2024
create table organ_name (
  organ_id uuid not null references organ,
  name text not null,
  short_name text not null,
  starts_on date not null,
  ends_on date,
  primary key (organ_id, starts_on)
);

-- which organ distributes suggestions within a system (政府办; in a township the presidium)
create table coordination (
  congress_id uuid not null references congress,
  system text not null,
  organ_id uuid not null references organ,
  primary key (congress_id, system)
);
