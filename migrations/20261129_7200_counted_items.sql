-- What the figures count, kept as it was counted last: a row for each case, and one for each part of it that was handed
-- over. They hold for that version of the case, until the record tells more of it. Nothing stands here that cannot be
-- counted again: when `item` of the figures says something else than before, a migration empties counted_version and
-- takes `stats` out of reader_cursor, and all fills from the record.
create table counted_version (
  -- no reference: to keep what is counted must not wait for who acts on a case, nor they for it
  case_id uuid primary key,
  version integer not null
);
create table counted_case (
  case_id uuid primary key references counted_version on delete cascade,
  -- of the units that it was handed to
  systems text[] not null,
  item_id uuid not null,
  unit_id uuid,
  congress_id uuid not null,
  submitted_at timestamptz,
  accepted_at timestamptz,
  handed_at timestamptz,
  replied_at timestamptz,
  closed_at timestamptz,
  answer_due timestamptz,
  first_cast_at timestamptz,
  last_cast_at timestamptz,
  dissatisfied_at timestamptz,
  first_rank integer,
  last_rank integer,
  returns integer not null,
  status text not null,
  in_session boolean not null,
  is_out boolean not null,
  is_judged boolean not null,
  answers boolean not null,
  signed_in_time boolean not null,
  in_time boolean not null,
  consulted boolean not null,
  contacted boolean not null,
  face_replied boolean not null,
  was_reassigned boolean not null,
  was_extended boolean not null,
  resolved boolean not null,
  signing_told boolean,
  contact_told boolean,
  outcome_told boolean
);
create table counted_part (like counted_case, primary key (item_id));
alter table counted_part drop column systems, alter column unit_id set not null,
  add foreign key (case_id) references counted_case on delete cascade;
create index counted_part_case on counted_part (case_id);
create index counted_part_unit on counted_part (unit_id);
