-- 代理授权: chosen powers of one post, for another person of the same organ, for at most 30 days
create table stand_in (
  id uuid primary key,
  -- whose powers
  post_id uuid not null references post,
  -- by which post the stand-in belongs to the organ; both posts have to be in force
  by_post_id uuid not null references post,
  powers text[] not null check (cardinality(powers) > 0),
  -- null: every case of the post
  case_ids uuid[] check (cardinality(case_ids) > 0),
  starts_on date not null,
  -- the first day without it
  ends_on date not null,
  made_by_person_id uuid not null references person,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by_person_id uuid references person,
  version integer not null default 1,
  check (post_id <> by_post_id),
  check (ends_on > starts_on and ends_on - starts_on <= 30),
  check ((ended_at is null) = (ended_by_person_id is null))
);
create index stand_in_post on stand_in (post_id);
create index stand_in_by_post on stand_in (by_post_id);

alter table event drop constraint event_acting_kind_check;
alter table event add constraint event_acting_kind_check
  check (acting_kind in ('mandate', 'post', 'stand_in', 'none', 'system', 'anonymous'));
alter table sign_in_session drop constraint sign_in_session_acting_kind_check;
alter table sign_in_session add constraint sign_in_session_acting_kind_check
  check (acting_kind in ('mandate', 'post', 'stand_in'));
