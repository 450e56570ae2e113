-- 选题清单: what the congress wishes to be looked into, and who has taken it up
create table topic (
  id uuid primary key,
  congress_id uuid not null references congress,
  -- the office or committee that put it on the list
  organ_id uuid not null references organ,
  title text not null,
  background text not null default '',
  direction text not null default '',
  category text not null,
  -- null: as many as wish
  claims_max smallint check (claims_max > 0),
  -- the last day on which it can be claimed and worked on
  open_until date,
  status text not null check (status in ('draft', 'published', 'closed', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  published_at timestamptz,
  closed_at timestamptz,
  check (status in ('draft', 'withdrawn') or published_at is not null)
);
create index topic_changed on topic (congress_id, changed_at desc, id desc);
create index topic_state_changed on topic (congress_id, status, changed_at desc, id desc);
create index topic_until on topic (congress_id, open_until, id) where open_until is not null;
create index topic_passing on topic (open_until) where status = 'published' and open_until is not null;

create table topic_claim (
  id uuid primary key,
  topic_id uuid not null references topic,
  mandate_id uuid not null references mandate,
  status text not null check (status in ('claimed', 'researching', 'suggestion_linked', 'released', 'expired')),
  -- the claimant's own paper
  research_notes text not null default '',
  version integer not null default 1,
  claimed_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  check ((status in ('released', 'expired')) = (ended_at is not null))
);
create unique index topic_claim_one_live on topic_claim (topic_id, mandate_id) where ended_at is null;
create index topic_claim_topic on topic_claim (topic_id, claimed_at);
create index topic_claim_mandate on topic_claim (mandate_id, topic_id);

create table topic_claim_suggestion (
  claim_id uuid not null references topic_claim,
  -- one suggestion comes out of one claim
  suggestion_id uuid not null unique references suggestion,
  linked_at timestamptz not null,
  primary key (claim_id, suggestion_id)
);
