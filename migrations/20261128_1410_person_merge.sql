-- Two rows that are one person, and what was moved, so that it can be taken back.
create table person_merge (
  id uuid primary key,
  kept_id uuid not null references person,
  merged_id uuid not null references person,
  mandate_ids uuid[] not null,
  post_ids uuid[] not null,
  -- of the two accounts the one that was closed, or the only one, which went over
  closed_account_id uuid references account,
  moved_account_id uuid references account,
  id_number_moved boolean not null,
  -- telephone, mail: copied where the kept row had none
  means_copied text[] not null,
  asked_by_person_id uuid not null references person,
  approved_by_person_id uuid not null references person,
  merged_at timestamptz not null,
  split_asked_by_person_id uuid references person,
  split_approved_by_person_id uuid references person,
  split_at timestamptz,
  check (kept_id <> merged_id),
  check (closed_account_id is null or moved_account_id is null),
  check (asked_by_person_id <> approved_by_person_id),
  check (split_asked_by_person_id <> split_approved_by_person_id),
  check ((split_at is null) = (split_approved_by_person_id is null)
    and (split_at is null) = (split_asked_by_person_id is null))
);
create unique index person_merge_open on person_merge (merged_id) where split_at is null;
create index person_merged_into on person (merged_into_id) where merged_into_id is not null;
