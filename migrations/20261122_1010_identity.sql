create table person (
  id uuid primary key,
  name text not null,
  name_stroke text not null default '',
  name_pinyin text not null default '',
  sex text check (sex in ('male', 'female')),
  born_on date,
  ethnicity text,
  party text,
  occupation text,
  education text,
  -- HMAC of the ID number: finds the same person again without keeping the number
  id_number_hmac bytea unique,
  died_on date,
  merged_into_id uuid references person,
  version integer not null default 1
);
create index person_name on person (name);

-- apart from the person, encrypted, each look recorded
create table person_contact (
  person_id uuid primary key references person,
  phone_cipher bytea not null,
  key_id text not null
);

create table account (
  id uuid primary key,
  person_id uuid not null unique references person,
  name text not null unique check (name = lower(name)),
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean not null default true,
  totp_cipher bytea,
  totp_confirmed_at timestamptz,
  -- the last accepted time step, so that a code works once
  totp_step bigint,
  disabled_at timestamptz,
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  created_at timestamptz not null
);

create table password_history (
  account_id uuid not null references account,
  password_hash text not null,
  changed_at timestamptz not null,
  primary key (account_id, changed_at)
);

-- failures per account and source: a hall shares one address, an attacker has many
create table sign_in_failure (
  account_name text not null,
  source text not null,
  failures smallint not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (account_name, source)
);

create table sign_in_session (
  id uuid primary key,
  account_id uuid not null references account,
  token_hash bytea not null unique,
  acting_kind text check (acting_kind in ('mandate', 'post')),
  acting_id uuid,
  device text not null default '',
  address text not null default '',
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- locked after idling: the same session goes on when its owner signs in again in place
  ended_at timestamptz
);
create index sign_in_session_account on sign_in_session (account_id, seen_at desc) where ended_at is null;

create table activation (
  id uuid primary key,
  account_id uuid not null references account,
  code_hash bytea not null unique,
  kind text not null check (kind in ('activation', 'reset')),
  made_by_person_id uuid references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index activation_account on activation (account_id, created_at desc);

-- 代表任职
create table mandate (
  id uuid primary key,
  person_id uuid not null references person,
  congress_id uuid not null references congress,
  term_id uuid not null references term,
  number text not null,
  constituency_id uuid references constituency,
  delegation_id uuid references delegation,
  status text not null check (status in (
    'elected', 'credential_confirmed', 'active', 'suspended', 'terminated', 'deceased', 'term_expired')),
  started_on date not null,
  ended_on date,
  end_reason text check (end_reason in (
    'moved_away', 'resigned', 'absent_twice', 'recalled', 'lost_nationality', 'deprived_of_rights',
    'lost_capacity', 'died', 'term_expired')),
  version integer not null default 1,
  check ((status in ('terminated', 'deceased', 'term_expired')) = (ended_on is not null)),
  unique (congress_id, term_id, number),
  unique (person_id, term_id)
);
-- those of a term that is over are looked for at every sweep
create index mandate_open on mandate (term_id) where ended_on is null;
create index mandate_congress on mandate (congress_id, status, number);

-- every suspension and its end, for attendance and quotas
create table mandate_suspension (
  id uuid primary key,
  mandate_id uuid not null references mandate,
  starts_on date not null,
  ends_on date,
  unique (mandate_id, starts_on)
);

create table post (
  id uuid primary key,
  person_id uuid not null references person,
  organ_id uuid not null references organ,
  role text not null check (role in (
    'deputy_office', 'presidium', 'street_committee', 'committee', 'leader', 'secretariat', 'gov_office',
    'unit_clerk', 'unit_head', 'station_head', 'station_clerk', 'publisher', 'sysadmin', 'secadmin', 'auditor')),
  title text not null default '',
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  version integer not null default 1,
  unique (person_id, organ_id, role, starts_on)
);
create index post_person on post (person_id);
create index post_organ on post (organ_id, role);
