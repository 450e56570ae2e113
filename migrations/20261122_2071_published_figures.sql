-- Filters of the portal: the units of a published case, and the year in which it was proposed.
alter table published_page
  add column units text[] not null generated always as (string_to_array(unit_names, '、')) stored,
  add column proposed_year smallint not null generated always as (extract(year from proposed_on)::smallint) stored;
create index published_page_units on published_page using gin (units);
create index published_page_year on published_page (case_kind, proposed_year, published_at desc, id desc);

-- 办理情况 by unit and year, numbers only. What a few evaluations would tell of one deputy's is null.
create table published_unit_figure (
  unit_id uuid not null,
  year smallint not null,
  unit_name text not null,
  handed_over integer not null,
  -- answers whose deadline has passed, or that were given
  due integer not null,
  in_time integer not null,
  evaluated integer,
  satisfied integer,
  promised integer not null,
  kept integer not null,
  counted_at timestamptz not null,
  primary key (year, unit_id)
);
grant select on published_unit_figure to minsheng_portal;
create trigger published_unit_figure_changed after insert or update or delete on published_unit_figure
  for each statement execute function tell_published();
