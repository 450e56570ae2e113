-- apart from the person, encrypted like the telephone
create table person_mail_address (
  person_id uuid primary key references person,
  address_cipher bytea not null,
  key_id text not null,
  changed_at timestamptz not null
);

-- how a person wants to hear on a channel; without a row at once. In the program everyone is always told.
create table notice_preference (
  person_id uuid not null references person,
  channel text not null check (channel in ('mail', 'sms', 'wecom', 'dingtalk')),
  mode text not null check (mode in ('immediate', 'digest', 'off')),
  changed_at timestamptz not null,
  primary key (person_id, channel)
);

-- the outbox: one row for each notice and channel, written with the notice; by telephone people tell what failed
create table delivery (
  id uuid primary key,
  notice_id uuid not null references notice,
  person_id uuid not null references person,
  congress_id uuid not null references congress,
  channel text not null check (channel in ('mail', 'sms', 'wecom', 'dingtalk', 'phone')),
  mode text not null check (mode in ('immediate', 'digest')),
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  reason text,
  attempts smallint not null default 0,
  not_before timestamptz not null,
  queued_at timestamptz,
  -- who sends it now: a worker that comes back late settles nothing
  claim uuid,
  claimed_at timestamptz,
  tried_at timestamptz,
  settled_at timestamptz,
  told_by_person_id uuid references person,
  told_event_id uuid,
  created_at timestamptz not null,
  unique (notice_id, channel),
  check ((state = 'sending') = (claim is not null)),
  check (channel = 'phone' or told_by_person_id is null)
);
create index delivery_congress on delivery (congress_id, created_at desc, id desc);
create index delivery_waiting on delivery (not_before) where state = 'waiting' and channel <> 'phone';
create index delivery_digest on delivery (person_id, channel) where state = 'waiting' and mode = 'digest';
create index delivery_sending on delivery (claimed_at) where state = 'sending';
create index delivery_phone on delivery (congress_id, created_at desc, id desc)
  where channel = 'phone' and state = 'waiting';
create index delivery_phone_look on delivery (not_before) where channel = 'phone' and state = 'waiting';
create index delivery_phone_person on delivery (person_id) where channel = 'phone' and state = 'waiting';
create index delivery_tried on delivery (channel, tried_at desc) where tried_at is not null;
