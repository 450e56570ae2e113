-- Keys of programs: each acts as one post, for chosen operations, until a day; the secret is kept as a keyed hash alone
create table api_token (
  id uuid primary key,
  -- a code by which the record and the officers name it
  name text not null unique check (name ~ '^[a-z][a-z0-9-]{2,39}$'),
  purpose text not null,
  -- whose rights it has, cut down to the scopes; it is worthless when the post is over
  post_id uuid not null references post,
  scopes text[] not null check (cardinality(scopes) > 0),
  -- null until the holder of the post has taken it
  secret_hash bytea unique,
  taken_at timestamptz,
  made_by_person_id uuid not null references person,
  made_at timestamptz not null,
  starts_on date not null,
  -- the first day without it
  ends_on date not null,
  used_at timestamptz,
  revoked_at timestamptz,
  revoked_by_person_id uuid references person,
  version integer not null default 1,
  check (ends_on > starts_on and ends_on - starts_on <= 366),
  check ((secret_hash is null) = (taken_at is null)),
  check ((revoked_at is null) = (revoked_by_person_id is null))
);
create index api_token_post on api_token (post_id);
create index api_token_made on api_token (made_at, id);

alter table event drop constraint event_acting_kind_check;
alter table event add constraint event_acting_kind_check
  check (acting_kind in ('mandate', 'post', 'stand_in', 'token', 'none', 'system', 'anonymous'));
