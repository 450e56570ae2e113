-- 对口督办: which committee looks after which categories and which units, each line from its day on; a line is ended
-- and followed by another, never rewritten
create table committee_field (
  id uuid primary key,
  congress_id uuid not null references congress,
  committee_id uuid not null references organ,
  category text,
  unit_id uuid references organ,
  starts_on date not null,
  -- the first day without it; the same as the first day where it was taken back before it began
  ends_on date check (ends_on >= starts_on),
  -- since when the open cases have followed its beginning and its end
  begun_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  check (num_nonnulls(category, unit_id) = 1)
);
create unique index committee_field_open_category on committee_field (congress_id, category)
  where ends_on is null and category is not null;
create unique index committee_field_open_unit on committee_field (congress_id, unit_id)
  where ends_on is null and unit_id is not null;
create index committee_field_congress on committee_field (congress_id, starts_on desc, id desc);
create index committee_field_to_begin on committee_field (starts_on) where begun_at is null;
create index committee_field_to_end on committee_field (ends_on) where ended_at is null and ends_on is not null;
-- the cases of a field: the open ones of a category, those of which a unit has a part
create index suggestion_category_open on suggestion (congress_id, category) where accepted_at is not null and closed_at is null;
create index assignment_unit on assignment (unit_id, suggestion_id);
-- a list filtered by committee
create index party_committee on party (case_id, holder_id) where role = 'committee';
