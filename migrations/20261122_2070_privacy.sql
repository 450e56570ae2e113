-- Requests of those whom personal information is about (个人信息保护法 44 to 50) and complaints about the platform itself.
-- Name, contact and words are sealed; what is searched for is found by a keyed hash.
create table privacy_request (
  id uuid primary key,
  congress_id uuid not null references congress,
  number text not null,
  kind text not null check (kind in (
    'access', 'copy', 'correction', 'deletion', 'withdraw_consent', 'explanation', 'complaint')),
  channel text not null check (channel in ('portal', 'workbench')),
  -- one's own request out of the workbench; a citizen has no account
  person_id uuid references person,
  status text not null check (status in (
    'screening', 'received', 'accepted', 'waiting', 'proposed', 'done', 'refused', 'discarded')),
  contact_cipher bytea,
  contact_key_id text,
  contact_hmac bytea,
  -- only the hash of the tracking code is kept
  code_hash bytea unique,
  -- the same form sent twice is one request
  form_hmac bytea,
  notice_version text not null,
  ground text,
  -- a hidden field was filled in: most likely by a program
  is_suspect boolean not null default false,
  proposed_by_person_id uuid references person,
  decided_by_person_id uuid references person,
  version integer not null default 1,
  received_at timestamptz not null,
  due_before timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  erased_at timestamptz,
  unique (congress_id, number),
  check ((channel = 'portal') = (code_hash is not null)),
  check ((channel = 'workbench') = (person_id is not null)),
  check ((status in ('done', 'refused', 'discarded')) = (ended_at is not null)),
  check ((status = 'refused') = (ground is not null)),
  -- what is deleted is gone: two natural persons
  check (kind <> 'deletion' or status <> 'done' or proposed_by_person_id is not null
    and proposed_by_person_id <> decided_by_person_id)
);
create index privacy_request_received on privacy_request (congress_id, received_at desc, id desc);
create index privacy_request_state on privacy_request (congress_id, status, received_at desc, id desc);
create index privacy_request_kind on privacy_request (congress_id, kind, received_at desc, id desc);
create index privacy_request_due on privacy_request (congress_id, due_before, id) where ended_at is null;
create index privacy_request_contact on privacy_request (congress_id, contact_hmac) where contact_hmac is not null;
create index privacy_request_person on privacy_request (person_id, received_at desc) where person_id is not null;
create index privacy_request_ended on privacy_request (ended_at) where ended_at is not null and erased_at is null;

-- what was asked, asked back and answered, in its order
create table privacy_message (
  id uuid primary key,
  request_id uuid not null references privacy_request,
  author text not null check (author in ('requester', 'office')),
  words_cipher bytea not null,
  key_id text not null,
  said_at timestamptz not null
);
create index privacy_message_request on privacy_message (request_id, said_at, id);

-- what a person agreed to, under which notice, until when
create table consent (
  id uuid primary key,
  person_id uuid not null references person,
  purpose text not null check (purpose in ('mail_address', 'publication')),
  -- the case whose publication was agreed to; the person's own id for what is about the person
  subject_id uuid not null,
  notice_version text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz check (withdrawn_at >= given_at)
);
create unique index consent_live on consent (person_id, purpose, subject_id) where withdrawn_at is null;
create index consent_person on consent (person_id, given_at desc);

-- forms without a sign-in: how often one source sent or guessed lately; the address itself is not kept
create table privacy_attempt (
  source_hmac bytea not null,
  kind text not null check (kind in ('form', 'code')),
  count smallint not null,
  began_at timestamptz not null,
  primary key (source_hmac, kind)
);
