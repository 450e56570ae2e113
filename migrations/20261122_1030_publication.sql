-- The only tables the portal's database role can read: frozen, redacted copies. Nothing is public by default.
create table publication (
  id uuid primary key,
  case_kind text not null,
  case_id uuid not null,
  congress_id uuid not null references congress,
  status text not null check (status in ('draft', 'redacted', 'reviewed', 'published', 'withdrawn')),
  -- the three confirmations: the deputy's wish, the unit's secrecy check, the office's release
  deputy_agreed_at timestamptz,
  unit_checked_at timestamptz,
  unit_checked_by_person_id uuid references person,
  content jsonb not null,
  redacted_by_person_id uuid references person,
  reviewed_by_person_id uuid references person,
  version integer not null default 1,
  changed_at timestamptz not null,
  unique (case_kind, case_id),
  check (reviewed_by_person_id is null or reviewed_by_person_id <> redacted_by_person_id)
);
create index publication_congress on publication (congress_id, status, changed_at desc, id desc);

create table published_page (
  id uuid primary key,
  case_kind text not null,
  congress_name text not null,
  area_name text not null,
  number text not null,
  title text not null,
  category text not null,
  state text not null,
  unit_names text not null,
  proposed_on date not null,
  published_at timestamptz not null,
  content jsonb not null,
  -- character bigrams of title and text, made by the program
  bigrams text[] not null
);
create index published_page_latest on published_page (case_kind, published_at desc, id desc);
create index published_page_category on published_page (case_kind, category, published_at desc, id desc);
create index published_page_state on published_page (case_kind, state, published_at desc, id desc);
create index published_page_bigrams on published_page using gin (bigrams);

-- what the portal says of the congress itself
create table published_congress (
  id uuid primary key,
  name text not null,
  area_name text not null,
  level smallint not null,
  content jsonb not null
);

do $$ begin
  if not exists (select from pg_roles where rolname = 'minsheng_portal') then
    create role minsheng_portal nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  execute format('grant minsheng_portal to %I', current_user);
  execute format('grant usage on schema %I to minsheng_portal', current_schema());
end $$;
grant select on published_page, published_congress to minsheng_portal;
